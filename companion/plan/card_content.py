"""What a card is made of: checked, put into its row, and compared with what was there before."""

import uuid
from typing import Any, Required, TypedDict

from companion.accounts import service as accounts
from companion.accounts.circles import ALL, CIRCLES
from companion.accounts.contacts import Contact, contacts
from companion.foundation import clock
from companion.foundation.errors import Invalid
from companion.interpreting import teach_back
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.plan import catalogue, kinds, rules
from companion.plan.changes import Subject
from companion.plan.known import Letter, Origin, Wait, When
from companion.plan.records import Card
from companion.plan.refusals import (
    DutyWithoutLetter,
    LetterMissing,
    NobodyToCall,
    NoReason,
    NoSuchDay,
    SoundsLikeDuty,
    UnknownMeasure,
    WaitIncomplete,
)

AGREED_ON = ("kind", "title", "why", "place", "when")  # whoever changes one of these asks her once more


class NewCard(TypedDict, total=False):
    """What a card is made of; the last lines may be left out."""

    kind: Required[str]
    track: Required[str]
    title: Required[Text]
    why: Required[Text]
    letter: Letter | None
    origin: Origin | None
    visible_to: str
    place: Text | None
    when: When | None
    measure: str | None  # the key of an entry of the catalogue
    wait: Wait | None


def check(told: NewCard) -> None:
    """Raises NoReason, SoundsLikeDuty, LetterMissing, WaitIncomplete, NoSuchDay, UnknownMeasure or Invalid."""
    kind = told["kind"]
    if kind not in kinds.CARD_KINDS or told.get("visible_to", ALL) not in CIRCLES or told["track"] not in kinds.TRACKS:
        raise Invalid
    if not is_said(told["title"]) or not is_said(told["why"]):
        raise NoReason
    _check_tone(told)
    letter, wait = told.get("letter"), told.get("wait")
    if kind == rules.DECISION and (letter is None or not letter.reference.strip()):
        raise LetterMissing
    if kind == kinds.WAITING and (wait is None or not is_said(wait.on)):
        raise WaitIncomplete
    _check_days(told)
    measure = told.get("measure")
    if measure is not None and not catalogue.is_known(measure):
        raise UnknownMeasure


def is_said(text: Text) -> bool:
    """Whether there are Danish words in it."""
    return bool(text.get(SOURCE, "").strip())


def reachable(owner: uuid.UUID) -> Contact:
    """Somebody who can be called. Raises NobodyToCall for nobody, no phone, or a unit that has closed."""
    contact = contacts([owner]).get(owner)
    if contact is None or not contact.phone or contact.unit_id not in {unit.id for unit in accounts.units_today()}:
        raise NobodyToCall
    return contact


def put(card: Card, told: NewCard, owner: Contact) -> None:
    """Fill the row; a yes to other words than these is no yes, so it is asked for again."""
    before = values_of(card)
    card.kind, card.track, card.title, card.why = told["kind"], told["track"], told["title"], told["why"]
    card.visible_to = told.get("visible_to", ALL)
    card.owner_id, card.owner_role, card.unit_id = owner.person_id, owner.role, owner.unit_id
    card.place, card.measure_key = told.get("place") or None, told.get("measure")
    _put_times(card, told)
    _put_wait(card, told, before)
    after = values_of(card)
    if any(before[field] != after[field] for field in AGREED_ON):
        _ask_again(card)


def _ask_again(card: Card) -> None:
    if card.teach_back is not None:
        teach_back.drop(card.id)
    card.agreed_at = card.agreed_language = card.teach_back = None


def values_of(card: Card) -> dict[str, Any]:
    """What a card says, field by field, as codes, days and texts: what a change is told with."""
    day = _day
    return {
        "kind": card.kind,
        "track": card.track,
        "title": card.title,
        "why": card.why,
        "owner": str(card.owner_id),
        "place": card.place,
        "when": [day(card.when_on), day(card.when_until), card.when_text],
        "letter": [day(card.letter_date), card.letter_reference],
        "measure": card.measure_key,
        "wait": [card.waits_on, day(card.asked_on)],
        "chase": day(card.next_due) if card.kind == kinds.WAITING else None,
        "visible_to": card.visible_to,
    }


def subject_of(card: Card) -> Subject:
    """The card as a line that changes."""
    return Subject(card.plan_id, card.citizen_id, kinds.CARD, card.id, card.title, card.visible_to)


def _check_tone(told: NewCard) -> None:
    kind = told["kind"]
    if kind not in kinds.UNDEMANDING or not (rules.duty_words(told["title"]) or rules.duty_words(told["why"])):
        return
    raise SoundsLikeDuty if kind in rules.FREE else DutyWithoutLetter


def _check_days(told: NewCard) -> None:
    when, letter, wait = told.get("when") or When(), told.get("letter"), told.get("wait")
    days = [when.on, when.until, letter and letter.on, wait and wait.asked_on, wait and wait.chase_on]
    if not all(kinds.is_a_day(day) for day in days if day):
        raise NoSuchDay
    if when.until and (when.on is None or when.until < when.on):
        raise NoSuchDay


def _put_times(card: Card, told: NewCard) -> None:
    letter, when = told.get("letter"), told.get("when") or When()
    card.letter_date, card.letter_reference = (letter.on, letter.reference) if letter else (None, None)
    card.when_on, card.when_until, card.when_text = when.on, when.until, when.text or None


def _put_wait(card: Card, told: NewCard, before: dict[str, Any]) -> None:
    """A decision is asked about again some time after its letter came; a wait on the day that was agreed on."""
    wait = told.get("wait") if card.kind == kinds.WAITING else None
    card.waits_on, card.asked_by_id = (wait.on, wait.asked_by) if wait else (None, None)
    card.asked_on = wait.asked_on if wait else None
    same = (before["kind"], before["letter"]) == (card.kind, [_day(card.letter_date), card.letter_reference])
    if wait:
        card.next_due = wait.chase_on
    elif not same or card.next_due is None:
        card.next_due = kinds.asked_again_on(card.kind, clock.today())


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
