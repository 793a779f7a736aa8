"""A programme as the other rooms see it: cards, weeks, sessions and check-ins, in all their languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from companion.language.provenance import Provenance, of
from companion.language.reviews import Review
from companion.language.text import Text
from companion.programmes.template_shape import (
    CardKind,
    CheckInKey,
    Form,
    GroupIs,
    NoteKind,
    ProgrammeKind,
    TalkWith,
    Track,
)


@dataclass(frozen=True, slots=True)
class Card:
    """One card the programme lays into the plan; its owner holds `role`."""

    key: str
    kind: CardKind
    track: Track
    role: str
    private: bool
    title: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Block:
    """One short text of a week; `safety` marks first aid and the like, `review` is None until signed."""

    key: str
    text: Text
    safety: bool
    review: Review | None


@dataclass(frozen=True, slots=True)
class Step:
    """One small thing to do; the first step of a week is the action of the week."""

    key: str
    track: Track
    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose: a picture by name, and its words."""

    key: str
    picture: str
    text: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question with pictures as answers; `again` explains it once more. What is chosen stays on the page."""

    key: str
    ask: Text
    again: Text
    right: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class NoteField:
    """One agreed line of a note, and what stands in it."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Note:
    """A note the programme may end or travel with: at most five agreed lines, read by the citizen first."""

    kind: NoteKind
    fields: tuple[NoteField, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """One page, from week `number` to week `until`; `drawing` is a static name or empty, `work` the work angle."""

    number: int
    until: int
    title: Text
    drawing: str
    blocks: tuple[Block, ...]
    steps: tuple[Step, ...]
    work: Text
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting: weekday 0-6 from Monday, `starts` HH:MM Europe/Copenhagen; `place["da"]` may be empty."""

    key: str
    track: Track
    role: str
    private: bool
    week: int
    weekday: int
    starts: str
    minutes: int
    kind: CardKind
    title: Text
    place: Text
    directions: Text
    form: Form
    interpreter: bool
    childcare: Text
    group_is: GroupIs | None
    reassess: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk that comes with a check-in used for screening, and whether programme or responsible staff hold it."""

    title: Text
    who: TalkWith


@dataclass(frozen=True, slots=True)
class CheckIn:
    """An invitation to answer, `day_offset` days after the first day; with a talk it is used for screening."""

    key: CheckInKey
    day_offset: int
    talk: Talk | None


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme template; `open_ended` means that the written weeks are only the beginning.

    `group` is how many people take part together; `notice["da"]` may be empty.
    """

    id: str
    version: int
    case: str
    kind: ProgrammeKind
    title: Text
    about: Text
    track: Track
    role: str
    open_ended: bool
    group: int | None
    notice: Text
    cards: tuple[Card, ...]
    weeks: tuple[Week, ...]
    sessions: tuple[Session, ...]
    check_ins: tuple[CheckIn, ...]
    notes: tuple[Note, ...]
    provenance: dict[str, Provenance]  # language code → what its file says
    danish: frozenset[str]  # every text of it

    def provenance_in(self, code: str) -> Provenance:
        """Where its texts in a language come from."""
        return of(self.danish, code, self.shipped(code))

    def shipped(self, code: str) -> Provenance:
        """What the file of a language says."""
        return self.provenance.get(code, "missing")

    @property
    def parts(self) -> Sequence[Card | Session]:
        """What somebody of a role holds."""
        return (*self.cards, *self.sessions)

    @property
    def length(self) -> int:
        """How many weeks it has; a page may hold for several of them."""
        return self.weeks[-1].until if self.weeks else 0

    def key_of(self, week: Week) -> str:
        """What this page of it is called where it stands among others."""
        return f"{self.id}/{week.number}"

    def page_of(self, number: int) -> Week | None:
        """The page of this week, counted from 1; None outside the programme."""
        return next((week for week in self.weeks if week.number <= number <= week.until), None)

    def note(self, kind: str) -> Note | None:
        """The note of this kind, if the programme has one."""
        return next((note for note in self.notes if note.kind == kind), None)
