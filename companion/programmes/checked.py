"""Every template of the programmes with what the validator says of it, for whoever administers them."""

from collections.abc import Sequence
from dataclasses import dataclass

from companion.programmes.programme import Programme
from companion.programmes.template_errors import TemplateError
from companion.programmes.templates import MUNICIPAL, load


@dataclass(frozen=True)
class Checked:
    """One file: the programme, or what is wrong with it in English, as `companion programme check` says it."""

    name: str
    programme: Programme | None
    fault: str = ""


def checked() -> Sequence[Checked]:
    """All of them by name of the file; a faulty one hides no other."""
    return [_checked(file.stem) for file in sorted(MUNICIPAL.glob("*.toml"))]


def _checked(name: str) -> Checked:
    try:
        return Checked(name, load(name))
    except TemplateError as fault:
        return Checked(name, None, str(fault).replace(f"{MUNICIPAL}/", ""))
