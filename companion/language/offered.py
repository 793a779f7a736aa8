"""The languages this municipality offers: as an administrator chose them, else as the settings say.

Only a language whose texts are here can be offered. What stands in safety texts nobody has read through stays with
whoever operates the installation (`COMPANION_UNREAD_SAFETY`), whichever languages are offered.
"""

from collections.abc import Iterable

from companion.foundation import audit, choices, runtime
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Invalid
from companion.language.table import SOURCE, Language, languages, with_texts

ABOUT = "offered-languages"


class LanguagesWrong(Invalid):
    """Danish, and others whose texts are here."""

    sentence = N_("Vælg sprog fra listen. Dansk er altid med.")


def offered_codes() -> tuple[str, ...]:
    """Their codes, in the order in which they are offered."""
    chosen = choices.value(ABOUT)
    return runtime.current().config.offered_languages if chosen is None else tuple(chosen)


def offered_languages() -> list[Language]:
    """Those of them whose texts are here."""
    return with_texts(offered_codes())


def is_chosen() -> bool:
    """Whether an administrator chose them here."""
    return choices.value(ABOUT) is not None


def choose(wanted: Iterable[str], *, actor: audit.Actor) -> None:
    """Offer these and no others, from now on; the same as in the settings is no choice. Raises LanguagesWrong."""
    asked = {SOURCE, *wanted}
    before = runtime.current().config.offered_languages
    possible = [code for code, one in languages().items() if one.catalogue]
    if not asked <= set(possible):
        raise LanguagesWrong
    ordered = [code for code in dict.fromkeys((*before, *possible)) if code in asked]
    value = None if asked == set(before) else ordered
    with transaction():
        made = choices.choose(about=ABOUT, value=value, actor=actor)
        audit.write(event="languages.chosen", citizen=None, actor=actor, about=made)
