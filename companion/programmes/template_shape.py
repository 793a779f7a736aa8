"""The shape of a template file: which lines it may have and what may stand in each."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.programmes.pictures import PICTURES
from companion.programmes.template_errors import Fault, Place

TEXT_LIMIT = 20_000  # characters; far above any page, far below what would hurt a phone
GROUP_LIMIT = 200  # people in one group; more is a mistyped number
DAYS_LIMIT = 3 * 366  # no programme asks how somebody is doing later than that
RESPONSIBLE = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)  # who may be responsible for a programme

CardKind = Literal["decision", "agreed", "offer", "invitation"]
Track = Literal["health", "job", "education", "everyday"]
ProgrammeKind = Literal["course", "ips", "talk", "parallel"]
Form = Literal["person", "phone", "video", "walk"]
CheckInKey = Literal["start", "midway", "end", "after"]
TalkWith = Literal["programme", "responsible"]
GroupIs = Literal["mixed", "women", "men"]
NoteKind = Literal["status", "closing"]
NOTE_LINES = 5  # agreed fields of a short note: what needs more is a talk

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_LIMIT)]
MaybeWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=TEXT_LIMIT)]
Drawing = Annotated[str, StringConstraints(pattern=r"^(drawings/[a-z0-9-]+\.svg)?$")]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]

_REMEDIES = {
    "missing": "Add this line; texts in this file are Danish",
    "string_too_short": "Write the Danish text; it is shown wherever a translation is missing",
    "string_too_long": f"Shorten the text to at most {TEXT_LIMIT:,} characters",
    "extra_forbidden": "Correct the spelling or remove the line",
    "too_long": "Remove what is too much; a page and a note stay short",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CardPart(_Part):
    """`[[cards]]`: what the programme lays into the plan."""

    key: Key
    kind: CardKind
    track: Track
    title: Words
    why: Words
    role: str = ""  # who owns it; empty: whoever is responsible for the programme
    private: bool = False  # not told to employment roles, on whichever track it lies


class ReviewPart(_Part):
    """`review` of a safety block: who has read it in which role, when, and against which source."""

    role: Words
    on: date
    source: Words


class BlockPart(_Part):
    """`[[weeks.blocks]]`: one short text of a week."""

    key: Key
    text: Words
    safety: bool = False
    review: ReviewPart | None = None


class StepPart(_Part):
    """`[[weeks.steps]]`: one thing to do; the first of a week is its action."""

    key: Key
    track: Track
    text: Words


class AnswerPart(_Part):
    """`[[weeks.questions.answers]]`: one answer as a picture with its words."""

    key: Key
    picture: str
    text: Words

    @field_validator("picture")
    @classmethod
    def _is_drawn(cls, name: str) -> str:
        if name not in PICTURES:
            raise ValueError(f"there is no picture '{name}'; there are {', '.join(PICTURES)}")
        return name


class QuestionPart(_Part):
    """`[[weeks.questions]]`: choose a picture; `again` explains it once more, `right` is the key of the answer."""

    key: Key
    ask: Words
    again: Words
    right: Key
    answers: list[AnswerPart] = Field(min_length=2, max_length=4)


class WeekPart(_Part):
    """`[[weeks]]`: one page of the programme; with `until` it holds from week `number` to that week."""

    number: int
    until: int | None = None
    title: Words
    drawing: Drawing = ""
    work: Words
    blocks: list[BlockPart] = Field(min_length=1)
    steps: list[StepPart] = Field(min_length=1)
    questions: list[QuestionPart] = Field(default=[], max_length=3)


class SessionPart(_Part):
    """`[[sessions]]`: a meeting that repeats in the named weeks, at Copenhagen wall-clock time.

    It has one `weekday` or several `weekdays`; Monday is 0. Without a track or role it takes the programme's.
    """

    key: Key
    weeks: list[int] = Field(min_length=1)
    weekday: int | None = Field(default=None, ge=0, le=6)
    weekdays: list[Annotated[int, Field(ge=0, le=6)]] = []
    track: Track | None = None
    role: str = ""
    private: bool = False
    starts: ClockTime
    minutes: int = Field(ge=5, le=600)
    kind: CardKind
    title: Words
    place: MaybeWords = ""
    directions: MaybeWords = ""
    form: Form
    interpreter: bool
    childcare: MaybeWords = ""  # whether children can be looked after meanwhile, in words
    group_is: GroupIs | None = None  # who is in the group
    reassess: bool = False  # the help itself is looked at again here


class TalkPart(_Part):
    """`[check_ins.talk]`: the talk that is offered with the invitation, before the questions; `who` holds it."""

    title: Words
    who: TalkWith = "programme"


class CheckInPart(_Part):
    """`[[check_ins]]`: an invitation to answer, so many days after the programme's first day."""

    key: CheckInKey
    day_offset: int = Field(ge=0, le=DAYS_LIMIT)
    screening: bool = False
    talk: TalkPart | None = None


class NoteFieldPart(_Part):
    """`[[notes.fields]]`: one agreed line of a note; `label` says what stands in it."""

    key: Key
    label: Words


class NotePart(_Part):
    """`[[notes]]`: a short note, or the closing report, that the citizen reads first."""

    kind: NoteKind
    fields: list[NoteFieldPart] = Field(min_length=1, max_length=NOTE_LINES)


class TemplateShape(_Part):
    """A whole template file; every text in it is Danish."""

    id: Key
    version: int = Field(ge=1)
    case: Annotated[str, StringConstraints(pattern=r"^S[0-9]{1,2}$")]
    kind: ProgrammeKind
    track: Track
    role: str
    open_ended: bool = False
    group: int | None = Field(default=None, ge=2, le=GROUP_LIMIT)
    title: Words
    about: Words
    notice: MaybeWords = ""  # what one should know before saying yes
    cards: list[CardPart] = Field(min_length=1)
    weeks: list[WeekPart] = []
    sessions: list[SessionPart] = []
    check_ins: list[CheckInPart] = []
    notes: list[NotePart] = []


def shaped(tables: dict[str, object]) -> TemplateShape | Fault:
    """The parsed file as a template, or the first thing that does not fit."""
    try:
        return TemplateShape.model_validate(tables)
    except ValidationError as error:
        return _fault(error)


def _fault(error: ValidationError) -> Fault:
    first = error.errors(include_url=False)[0]
    place: Place = first["loc"]
    wrong = f"`{place_name(place)}`: {first['msg'].rstrip('.')}"
    return Fault(place, wrong, _REMEDIES.get(first["type"], "Correct the value"))


def place_name(place: Place) -> str:
    """A place as a person would point at it, lists counted from 1: `weeks 3, blocks 1, text`."""
    name = ""
    for part in place:
        name += f" {part + 1}" if isinstance(part, int) else f", {part}"
    return name.removeprefix(", ")
