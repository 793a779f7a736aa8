"""Names in several languages as somebody types them: Danish is there, the others may be."""

from companion.foundation.errors import N_, Invalid
from companion.language.table import SOURCE, languages
from companion.language.text import Text

LONGEST = 120  # letters of a name


class NameMissing(Invalid):
    """Every name has its Danish words."""

    sentence = N_("Skriv et dansk navn med højst 120 tegn.")


def cleaned(name: Text) -> Text:
    """The words without what is empty. Raises NameMissing, also for one that is too long in any language."""
    said = {code: " ".join(words.split()) for code, words in name.items() if code in languages()}
    if not said.get(SOURCE) or any(len(words) > LONGEST for words in said.values()):
        raise NameMissing
    return {code: words for code, words in said.items() if words}
