"""The catalogues of `translations/`, each read once for all the tests that look at them."""

from functools import cache
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house import tree

TRANSLATIONS = tree.ROOT / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"


@cache
def catalogue(content: bytes) -> Catalog:
    """What stands in a PO file; a fault in it is raised as PoFileError."""
    return read_po(BytesIO(content), abort_invalid=True)


def catalogue_of(code: str) -> Catalog:
    """The catalogue of one language."""
    return catalogue((TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").read_bytes())
