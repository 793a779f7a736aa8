"""The wording an answer is read in: the questions and answers of the form in a column's language, or in Danish."""

from dataclasses import dataclass

from companion.checkins import wordings
from companion.checkins.instruments import WHO5
from companion.language.table import SOURCE, Language, language
from companion.me.own_copy_lines import Line


@dataclass(frozen=True)
class Wordings:
    """Reads answers in one language."""

    column: Language

    def read(self, line: Line) -> tuple[Language, list[tuple[str, str]]]:
        """Each question with the answer given to it, and the language they stand in."""
        own = wordings.current(WHO5, self.column.code)
        found = own or wordings.current(WHO5, SOURCE)
        assert found is not None  # noqa: S101 - the Danish form ships with Companion
        said = [found.answers[len(found.answers) - 1 - answer] for answer in line.value]
        return (self.column if own else language(SOURCE)), list(zip(found.items, said, strict=True))
