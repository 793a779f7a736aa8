"""A text in several languages, and what one reader gets of it."""

from dataclasses import dataclass

from companion.language import overlays
from companion.language.table import SOURCE, Language, language, languages

Text = dict[str, str]  # language code → text; Danish is always there


@dataclass(frozen=True)
class Said:
    """What a reader gets: the words and the language they are in."""

    words: str
    language: Language


def pick(text: Text, reader: Language) -> Said:
    """The reader's own language if a translator here or the text itself has it, otherwise the Danish original."""
    own = overlays.current(reader.code).one(text[SOURCE]) or text.get(reader.code)
    if own:
        return Said(own, reader)
    return Said(text[SOURCE], language(SOURCE))


def everywhere(text: Text) -> Text:
    """The text in every language that the text itself or a translator here has it in."""
    worded = {code: overlays.current(code).one(text[SOURCE]) for code in languages()}
    return {**text, **{code: words for code, words in worded.items() if words}}
