"""A plan, its cards and goals as the other floors see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from companion.accounts.contacts import Contact
from companion.language.text import Text
from companion.plan import kinds, rules
from companion.plan.measure import Measure


@dataclass(frozen=True)
class Letter:
    """The letter a decision stands in; the letter counts."""

    on: date
    reference: str


@dataclass(frozen=True)
class Origin:
    """The card of a programme template that this card was laid from."""

    programme_id: str
    key: str


@dataclass(frozen=True)
class When:
    """A day, a period (`until` is its last day), or words about the time; each may be missing."""

    on: date | None = None
    until: date | None = None
    text: Text | None = None


@dataclass(frozen=True)
class Wait:
    """What a card waits for: from whom, asked by whom (None: somebody who has left) and when, and when to chase."""

    on: Text
    asked_by: uuid.UUID | None
    asked_on: date
    chase_on: date


@dataclass(frozen=True)
class KnownCard:
    """One card; `owner` is None when its owner has left and nobody took over: a gap that is told."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    kind: str
    track: str
    title: Text
    why: Text
    owner: Contact | None
    owner_id: uuid.UUID
    owner_role: str
    visible_to: str
    version: int
    place: Text | None
    when: When
    letter: Letter | None
    wait: Wait | None
    measure_key: str | None
    measure: Measure | None
    programme_id: str | None = None
    next_due: date | None = None
    agreed_at: datetime | None = None
    agreed_language: str | None = None
    declined_at: datetime | None = None
    postponed_at: datetime | None = None
    ended_at: datetime | None = None
    asked_by_name: str | None = None
    source: str | None = None  # the outside system that owns it

    @property
    def is_free(self) -> bool:
        """Whether the citizen chooses freely."""
        return self.kind in rules.FREE

    @property
    def is_open_question(self) -> bool:
        """Whether it waits for the citizen's own yes."""
        return self.kind == kinds.AGREED and self.agreed_at is None

    def without_answers(self) -> "KnownCard":
        """As the employment side sees it (R3): whether she declined or put off an offer is not told."""
        return replace(self, declined_at=None, postponed_at=None)


@dataclass(frozen=True)
class KnownGoal:
    """A goal or sub-goal; `own_words` are the citizen's, None for a reader she does not show them to."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    parent_id: uuid.UUID | None
    title: Text
    status: str
    visible_to: str
    version: int
    own_words: str | None
    words_shown: bool
    source: str | None = None

    def as_staff_see_it(self) -> "KnownGoal":
        """Without words that she keeps to herself."""
        return self if self.words_shown else replace(self, own_words=None)


@dataclass(frozen=True)
class GoalWithParts:
    """A goal and the sub-goals below it, in order."""

    goal: KnownGoal
    parts: Sequence[KnownGoal]


@dataclass(frozen=True)
class PlanView:
    """An open plan with its cards in order."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    purpose: Text
    started_on: date
    version: int
    purpose_version: int
    own_words: str | None
    words_shown: bool
    seen_at: datetime | None
    cards: Sequence[KnownCard]
    goals: Sequence[GoalWithParts]
    purpose_source: str | None = None
