"""One help line: a number to call, when, and in which languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companion.language.table import Language, language
from companion.language.text import Text

EVERYWHERE = "all"


@dataclass(frozen=True)
class HelpLine:
    """One number to call, with its hours, the languages spoken there and the day somebody last rang it."""

    key: str
    region: str
    number: str
    low: bool
    languages: tuple[str, ...]
    name: Text
    hours: Text
    verified_on: date | None = None
    source: str = ""

    @property
    def spoken(self) -> Sequence[Language]:
        """The languages one is answered in, as the reader sees them: each by its own name."""
        return [language(code) for code in self.languages]
