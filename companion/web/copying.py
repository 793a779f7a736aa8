"""What a staff page shows as a plain Danish text, to be copied into a journal elsewhere (`web/copying.html`)."""

from typing import Any

from markupsafe import Markup

from companion.language.table import SOURCE, language
from companion.web.page import rendered


def as_text(template: str, **values: Any) -> Markup:
    """These values through a template of plain lines, in Danish whatever the reader's language; escaped already."""
    lines = rendered(template, values, language(SOURCE)).split("\n")
    return Markup("\n".join(line for line in lines if line.strip()))  # noqa: S704 - made by an escaping template
