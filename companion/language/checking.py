"""What a translation must keep of its Danish text: placeholders, tags, as many forms as the language has, no tricks."""

import re
from collections import Counter
from collections.abc import Sequence

from companion.foundation.errors import N_, Invalid

PLACEHOLDER = re.compile(r"%\([A-Za-z_][A-Za-z0-9_]*\)[sd]|%%|\{[a-z_]*\}")
TAG = re.compile(r"</?[A-Za-z][^<>]*>|[<>]")
STEERING = re.compile(  # Unicode UAX #9 (marks, embeddings, overrides, isolates), and controls nobody sees
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\u0000-\u0008\u000b-\u001f\u007f-\u009f]"
)
JOINERS = "\u200c\u200d"  # Persian, Dari and Pashto are written with them; every other invisible sign is refused
NUMBER = "%(n)s"  # a form for few may say it in words
LONGEST = 4_000  # the longest text of the app has 700 characters; some scripts need twice as many


class FormMissing(Invalid):
    """A text, or one of its plural forms, is empty."""

    sentence = N_("Der mangler en tekst. Udfyld alle felter.")


class WrongForms(Invalid):
    """More or fewer forms than the language has."""

    sentence = N_("Sproget har et andet antal former. Skriv %(forms)s.")


class PlaceholderBroken(Invalid):
    """What the app puts in must have its place."""

    sentence = N_("Disse pladser skal stå der præcis som i den danske tekst: %(names)s.")


class TagBroken(Invalid):
    """Only the tags of the Danish text, each as often."""

    sentence = N_("Tegnene < og > må kun stå der som i den danske tekst.")


class Steering(Invalid):
    """Characters nobody sees that turn text round (bidi override and isolate, control characters)."""

    sentence = N_("Der står et usynligt tegn, som vender teksten. Slet det, og skriv ordene igen.")


class WordingTooLong(Invalid):
    """Longer than anything a page has room for."""

    sentence = N_("Teksten er for lang. Skriv den kortere.")


def check(danish: Sequence[str], forms: Sequence[str], *, wanted_forms: int) -> None:
    """Raises the first fault: `danish` is one text, or its two forms; `wanted_forms` is what the language has."""
    wanted = wanted_forms if len(danish) > 1 else 1
    if len(forms) != wanted:
        raise WrongForms(forms=wanted)
    for number, form in enumerate(forms):
        check_plain(danish[-1], form)
        _check_placeholders(danish[-1], form, may_lack=number < wanted - 1)


def check_plain(danish: str, said: str) -> None:
    """What holds for every text, also for one about a person, in which no placeholders are meant."""
    if not said.strip():
        raise FormMissing
    if len(said) > LONGEST:
        raise WordingTooLong
    if STEERING.search(said):
        raise Steering
    if Counter(TAG.findall(said)) != Counter(TAG.findall(danish)):
        raise TagBroken


def is_shown(letter: str) -> bool:
    """Whether a letter is there to be seen: no control, no sign that turns text round; joiners are letters' own."""
    return letter in JOINERS or letter.isprintable()


def _check_placeholders(danish: str, form: str, *, may_lack: bool) -> None:
    """A form for few may say the number in words; everything else stays."""
    wanted, said = Counter(PLACEHOLDER.findall(danish)), Counter(PLACEHOLDER.findall(form))
    fits = said == wanted or (may_lack and said == wanted - Counter([NUMBER]))
    if not fits or (wanted and "%" in PLACEHOLDER.sub("", form)):
        raise PlaceholderBroken(names=" ".join(sorted(set(wanted))) or "–")
