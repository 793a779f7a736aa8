"""Reads what staff typed about a plan: what can be kept is told, what cannot is named by its field."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from companion.accounts.circles import ALL
from companion.foundation.errors import Refusal
from companion.language.checking import is_shown
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.plan import kinds, rules
from companion.plan.card_content import NewCard
from companion.plan.known import KnownCard, Letter, Wait, When
from companion.plan.measure import Measure
from companion.plan.refusals import (
    LetterMissing,
    NobodyToCall,
    NoReason,
    NoSuchDay,
    SoundsLikeDuty,
    TooLong,
    UnknownMeasure,
    WaitIncomplete,
)

LONGEST_REFERENCE = 80  # letters of a letter's number
CARD_FIELDS = (
    *("kind", "track", "title", "why", "owner", "visible_to", "place", "when_on", "when_until", "when_text"),
    *("letter_date", "letter_reference", "measure", "waits_on", "asked_on", "chase_on"),
)
_FIELD_OF: Mapping[type[Refusal], str] = {
    SoundsLikeDuty: "why",
    LetterMissing: "letter_date",
    WaitIncomplete: "waits_on",
    NoSuchDay: "when_on",
    UnknownMeasure: "measure",
    NobodyToCall: "owner",
}


@dataclass(frozen=True)
class CardForm:
    """What stands in the form of a card."""

    typed: Mapping[str, str]

    def told(self, *, known: Sequence[Text | None], asked_by: uuid.UUID | None) -> NewCard:
        """The card as it is saved. A text that is word for word a known one keeps its translations.

        Raises NoSuchDay for a day that is none, TooLong for a letter's number.
        """
        typed = self.typed
        told = NewCard(kind=typed["kind"], track=typed["track"], title=text(typed["title"], known), why={})
        told["why"], told["visible_to"] = text(typed["why"], known), typed["visible_to"] or ALL
        told["place"], told["measure"] = text(typed["place"], known) or None, typed["measure"] or None
        words = text(typed["when_text"], known) or None
        told["when"] = When(a_day(typed["when_on"]), a_day(typed["when_until"]), words)
        if typed["kind"] == rules.DECISION:
            told["letter"] = self._letter()
        if typed["kind"] == kinds.WAITING:
            told["wait"] = self._wait(known, asked_by)
        return told

    @property
    def owner(self) -> uuid.UUID:
        """Whom the citizen calls. Raises NobodyToCall."""
        try:
            return uuid.UUID(self.typed["owner"])
        except ValueError:
            raise NobodyToCall from None

    def _letter(self) -> Letter | None:
        if len(self.typed["letter_reference"]) > LONGEST_REFERENCE:
            raise TooLong(limit=LONGEST_REFERENCE)
        day = a_day(self.typed["letter_date"])
        return Letter(day, self.typed["letter_reference"]) if day else None

    def _wait(self, known: Sequence[Text | None], asked_by: uuid.UUID | None) -> Wait | None:
        asked, chase = a_day(self.typed["asked_on"]), a_day(self.typed["chase_on"])
        return Wait(text(self.typed["waits_on"], known), asked_by, asked, chase) if asked and chase else None


def card_form(form: Mapping[str, str]) -> CardForm:
    """The form as it came; fields that did not come are empty."""
    return CardForm({field: clean(form.get(field, "")) for field in CARD_FIELDS})


def form_of(card: KnownCard) -> CardForm:
    """The form of a card as it is kept."""
    wait, letter = card.wait, card.letter
    return CardForm(
        {
            "kind": card.kind,
            "track": card.track,
            "title": card.title[SOURCE],
            "why": card.why[SOURCE],
            "owner": str(card.owner_id),
            "visible_to": card.visible_to,
            "place": _danish(card.place),
            "when_on": _iso(card.when.on),
            "when_until": _iso(card.when.until),
            "when_text": _danish(card.when.text),
            "letter_date": _iso(letter.on if letter else None),
            "letter_reference": letter.reference if letter else "",
            "measure": card.measure_key or "",
            "waits_on": _danish(wait.on if wait else None),
            "asked_on": _iso(wait.asked_on if wait else None),
            "chase_on": _iso(wait.chase_on if wait else None),
        }
    )


def filled_from(form: CardForm, measure: Measure) -> CardForm:
    """The form with what the catalogue says of this entry, to be changed before it is saved."""
    words = {"title": measure.title[SOURCE], "why": measure.about[SOURCE], "place": _danish(measure.place)}
    return CardForm({**form.typed, **words})


def texts_of(card: KnownCard | None, measure: Measure | None) -> list[Text | None]:
    """The texts whose translations are known: the card's own as it is kept, and those of its entry."""
    own = [card.title, card.why, card.place, card.when.text, card.wait.on if card.wait else None] if card else []
    return [*own, *((measure.title, measure.about, measure.place) if measure else ())]


def text(typed: str, known: Sequence[Text | None] = ()) -> Text:
    """Danish words, with the translations they already have; without words, nothing."""
    same = next((one for one in known if one and one.get(SOURCE) == typed), None)
    return (same or {SOURCE: typed}) if typed else {}


def clean(typed: str) -> str:
    """Words as they are kept: one kind of line end, no control characters, no spaces around."""
    lines = typed.replace("\r\n", "\n")
    return "".join(letter for letter in lines if letter == "\n" or is_shown(letter)).strip()


def a_day(typed: str) -> date | None:
    """The day in a field, None for an empty one. Raises NoSuchDay."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise NoSuchDay from None


def field_of(fault: Refusal, form: CardForm) -> str:
    """Which field a refusal is about."""
    if isinstance(fault, TooLong):
        long = [field for field in ("title", "why", "place", "when_text") if len(form.typed[field]) > _limit(field)]
        return (long or ["letter_reference"])[0]
    if isinstance(fault, NoReason):
        return "why" if form.typed["title"] else "title"
    return next((field for kind, field in _FIELD_OF.items() if isinstance(fault, kind)), "kind")


def _limit(field: str) -> int:
    return kinds.LONGEST_TITLE if field == "title" else kinds.LONGEST_WHY


def _danish(words: Text | None) -> str:
    return words[SOURCE] if words else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
