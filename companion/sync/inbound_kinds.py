"""The kinds of things an outside system may write: which model checks each, which scope it needs, and what keeps it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from companion.foundation import audit
from companion.sync import api_scopes as scopes
from companion.sync import inbound_catalogue, inbound_meetings, inbound_plan, inbound_relations, inbound_replies
from companion.sync.api_clients import KnownClient
from companion.sync.api_models import (
    AppointmentIn,
    Body,
    MeasureIn,
    MeasureOffered,
    PurposeIn,
    RelationIn,
    ReplyIn,
    SubGoalIn,
)

CATALOGUE, REPLIES = "catalogue", "replies"


@dataclass(frozen=True)
class Writing:
    """One act: whose, under which identifier, what it became here (None: nothing yet), on whose behalf."""

    citizen: uuid.UUID | None
    identifier: str
    subject: uuid.UUID | None
    parent: uuid.UUID | None
    actor: audit.Actor
    client: KnownClient

    @property
    def hers(self) -> uuid.UUID:
        """The citizen; every kind but the catalogue has one."""
        assert self.citizen is not None  # noqa: S101 - the model of the kind has a person
        return self.citizen

    @property
    def known(self) -> uuid.UUID:
        """What it became here."""
        assert self.subject is not None  # noqa: S101 - only what was kept is changed or ended
        return self.subject


@dataclass(frozen=True)
class Kind:
    """One kind: `keep` makes or changes and answers what it is here, `end` ends it."""

    name: str
    scope: str
    model: type[Body]
    keep: Callable[[Writing, Any], uuid.UUID]
    end: Callable[[Writing], None] | None


def _purpose(act: Writing, given: PurposeIn) -> uuid.UUID:
    return inbound_plan.set_purpose(act.hers, given, act.actor)


def _sub_goal(act: Writing, given: SubGoalIn) -> uuid.UUID:
    if act.subject is None:
        return inbound_plan.add_goal(act.hers, given, act.parent, act.actor)
    inbound_plan.change_goal(act.subject, given, act.actor)
    return act.subject


def _measure(act: Writing, given: MeasureIn) -> uuid.UUID:
    if act.subject is None:
        return inbound_plan.add_card(act.hers, given, act.actor)
    inbound_plan.change_card(act.subject, given, act.actor)
    return act.subject


def _appointment(act: Writing, given: AppointmentIn) -> uuid.UUID:
    if act.subject is None:
        return inbound_meetings.book_meeting(act.hers, given, act.actor)
    inbound_meetings.change_meeting(act.subject, given, act.actor)
    return act.subject


def _reply(act: Writing, given: ReplyIn) -> uuid.UUID:
    if act.subject is not None:
        raise inbound_replies.ReplyStands
    return inbound_replies.keep(act.client, act.hers, given, act.actor)


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "relations",
            scopes.PEOPLE,
            RelationIn,
            lambda act, given: inbound_relations.put(act.hers, given, act.actor),
            lambda act: inbound_relations.end(act.hers, act.known, act.actor),
        ),
        Kind("purposes", scopes.PURPOSES, PurposeIn, _purpose, None),
        Kind(
            "sub-goals",
            scopes.SUB_GOALS,
            SubGoalIn,
            _sub_goal,
            lambda act: inbound_plan.end_goal(act.known, act.actor),
        ),
        Kind(
            "measures",
            scopes.MEASURES,
            MeasureIn,
            _measure,
            lambda act: inbound_plan.end_card(act.known, act.actor),
        ),
        Kind(
            "appointments",
            scopes.APPOINTMENTS,
            AppointmentIn,
            _appointment,
            lambda act: inbound_meetings.cancel_meeting(act.known, act.actor),
        ),
        Kind(
            CATALOGUE,
            scopes.CATALOGUE,
            MeasureOffered,
            lambda act, given: inbound_catalogue.put(act.identifier, given, act.actor),
            lambda act: inbound_catalogue.withdraw(act.identifier, act.actor),
        ),
        Kind(REPLIES, scopes.REPLIES, ReplyIn, _reply, None),
    )
}
