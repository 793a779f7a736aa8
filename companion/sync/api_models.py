"""What an outside system may send, field by field; these models check bodies and are what the description shows.

Whole numbers and yes/no are strict: a `true` is no number, a `1` no yes. An unknown field is refused, never ignored.
"""

import re
import uuid
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StrictBool

from companion.appointments.kinds import kinds
from companion.appointments.rules import FORMS, KINDS, LONGEST_MINUTES
from companion.concerns import sentences
from companion.concerns.rules import LONGEST_WORDS
from companion.foundation import clock
from companion.language.table import SOURCE, languages
from companion.plan.kinds import LONGEST_TITLE, LONGEST_WHY, STATUSES, TRACKS
from companion.sync.api_scopes import LONGEST_IDENTIFIER, MOST_ITEMS

IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9._:~-]*$"  # what can stand in an address as it is
_CPR = re.compile(r"^[0-9]{6}-?[0-9]{4}$")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _no_cpr(said: str) -> str:
    """R5: an identifier stands in addresses, a CPR number never does."""
    if _CPR.match(said):
        raise ValueError("an identifier must not look like a CPR number")
    return said


def _spoken(said: dict[str, str]) -> dict[str, str]:
    if SOURCE not in said:
        raise ValueError("Danish (da) is missing: it is shown where a translation is")
    if not set(said) <= set(languages()):
        raise ValueError("an unknown language code")
    if not all(words.strip() for words in said.values()):
        raise ValueError("an empty text")
    return said


def _meeting_kind(code: str) -> str:
    if code not in kinds():
        raise ValueError(f"an unknown kind of meeting; known are {', '.join(kinds())}")
    return code


def _language(code: str) -> str:
    if code not in languages():
        raise ValueError("an unknown language code")
    return code


def _ready_sentence(key: str) -> str:
    if key not in sentences.sentences(sentences.REPLY):
        raise ValueError("an unknown ready-made sentence")
    return key


def _near(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError("a year nobody could mean")
    return moment.astimezone(UTC)


def _has_been(day: date) -> date:
    """A letter that is not written yet decides nothing, and nobody has looked at a number tomorrow."""
    if day.year < FIRST_YEAR:
        raise ValueError("a year nobody could mean")
    if day > clock.today():
        raise ValueError("a day that has not come yet")
    return day


PastDay = Annotated[date, AfterValidator(_has_been), Field(description="Not in the future.")]
Words = Annotated[str, Field(max_length=LONGEST_WHY)]
Spoken = Annotated[
    dict[str, Words], Field(min_length=1, examples=[{"da": "I gang med arbejde"}]), AfterValidator(_spoken)
]
Identifier = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST_IDENTIFIER, pattern=IDENTIFIER, examples=["sag-4711"]),
    AfterValidator(_no_cpr),
]
Key = Annotated[uuid.UUID, Field(description="The citizen's opaque key, as POST /api/v1/people answered it.")]
Staff = Annotated[uuid.UUID, Field(description="A member of staff of your unit, as GET /api/v1/staff lists them.")]
Circle = Annotated[Literal["all", "health"], Field(description="Who around the citizen sees it.")]
Number = Annotated[int, Field(strict=True)]


class Body(BaseModel):
    """The base of everything that comes in."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class PersonIn(Body):
    """A citizen, by the number your system knows her by; the answer is her opaque key, the same every time."""

    cpr: Annotated[str, Field(min_length=10, max_length=11)] | None = None
    replacement_number: Annotated[str, Field(min_length=8, max_length=24)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=200)]
    language: Annotated[str, Field(max_length=10)] = SOURCE
    phone: Annotated[str, Field(max_length=20)] | None = None
    adult: Annotated[
        StrictBool, Field(description="Somebody has seen that she is 18; a CPR number says it itself.")
    ] = False


class LetterIn(Body):
    """The letter a decision stands in."""

    on: PastDay
    reference: Annotated[str, Field(min_length=1, max_length=80)]


class OfPerson(Body):
    """Something about one citizen, written for one member of staff."""

    person: Key
    staff: Staff


class RelationIn(OfPerson):
    """This member of staff is there for this citizen."""

    responsible: StrictBool = False


class PurposeIn(OfPerson):
    """The purpose of the citizen's plan; the employment side says it."""

    text: Spoken


class SubGoalIn(OfPerson):
    """A goal, or a sub-goal below one; the health side says it."""

    text: Spoken
    status: Literal[STATUSES] = STATUSES[0]  # type: ignore[valid-type] # the plan's own words
    parent: Identifier | None = None
    visible_to: Circle = "health"


class MeasureIn(OfPerson):
    """One card of the plan: a decision (with its letter), an agreement, an offer or an invitation."""

    kind: Literal[KINDS]  # type: ignore[valid-type]
    track: Literal[TRACKS]  # type: ignore[valid-type]
    title: Annotated[dict[str, Annotated[str, Field(max_length=LONGEST_TITLE)]], AfterValidator(_spoken)]
    why: Spoken
    place: Spoken | None = None
    on: date | None = None
    until: date | None = None
    measure: Annotated[str, Field(max_length=64, description="A key of the catalogue.")] | None = None
    letter: LetterIn | None = None
    visible_to: Circle = "all"


class AppointmentIn(OfPerson):
    """One meeting; texts are Danish."""

    meeting_kind: Annotated[str, Field(max_length=40, examples=["conversation"]), AfterValidator(_meeting_kind)]
    kind: Literal[KINDS]  # type: ignore[valid-type]
    track: Literal[TRACKS]  # type: ignore[valid-type]
    starts_at: Annotated[AwareDatetime, AfterValidator(_near)]
    minutes: Annotated[int, Field(strict=True, ge=1, le=LONGEST_MINUTES)]
    form: Literal[FORMS]  # type: ignore[valid-type]
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    place: Words = ""
    directions: Words = ""
    interpreter_language: Annotated[str, Field(max_length=10), AfterValidator(_language)] | None = None
    letter: LetterIn | None = None
    visible_to: Circle = "all"


class ReplyIn(Body):
    """An answer to a worry that was sent to you: ready-made sentences she reads in her language, own words, or both."""

    person: Key
    concern: Annotated[uuid.UUID, Field(description="The worry, by the identifier of its Task as you got it.")]
    text: Annotated[str, Field(max_length=LONGEST_WORDS)] = ""
    language: Annotated[str, Field(max_length=10), AfterValidator(_language)] = SOURCE
    sentences: Annotated[list[Annotated[str, Field(max_length=60), AfterValidator(_ready_sentence)]], Field()] = []


class MeasureOffered(Body):
    """One entry of the catalogue of measures; its identifier is its key."""

    task_type: Annotated[str, Field(max_length=64)]
    title: Spoken
    about: Spoken
    owner: Spoken
    place: Spoken | None = None
    phone: Annotated[str, Field(max_length=20)] = ""
    hours: Annotated[str, Field(max_length=200, examples=["man 13.00-15.00; tor 9.00-12.00"])] = ""
    self_referral: StrictBool = False
    without_name: StrictBool = False
    capacity: Annotated[int, Field(strict=True, ge=0)] | None = None
    waiting_weeks: Annotated[int, Field(strict=True, ge=0)] | None = None
    kl_term: Annotated[str, Field(max_length=80)] = ""
    source: Annotated[str, Field(min_length=1, max_length=120)]
    verified_on: PastDay


class BatchItem(Body):
    """One of many: the same as one request to the address of its kind."""

    kind: Annotated[str, Field(max_length=20)]
    identifier: Annotated[str, Field(max_length=LONGEST_IDENTIFIER)] | None = None
    if_match: Annotated[str, Field(max_length=20)] | None = None
    partial: StrictBool = False
    end: StrictBool = False
    body: dict[str, Any] = {}


class BatchIn(Body):
    """Up to 1,000 items; each is kept or refused by itself, in this order."""

    items: Annotated[list[BatchItem], Field(min_length=1, max_length=MOST_ITEMS)]


class AckIn(Body):
    """Facts that are stored now and need not be told again."""

    ids: Annotated[list[uuid.UUID], Field(min_length=1, max_length=100)]
