"""“When I go quiet”: what a citizen wants done when nobody can reach her, in her own choice, written beforehand.

Whoever is responsible for her sees it, and only once she could not be reached: before that it shows nowhere (R3).
"""

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from companion.caseload.contacting import Standing
from companion.caseload.records import QuietPlan
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound

TRIES = 2  # calls without an answer, one after the other, until she counts as not reached
DAYS = 7  # or one call, and so many days without an answer
LONGEST_WAIT = 60  # days: two months; longer is a mistyped number
LONGEST_NAME = 80  # letters
_NUMBER = re.compile(r"\+?[\d ]{8,20}")


class NothingWished(Invalid):
    """At least one thing has to be chosen; taking the whole wish back is another button."""

    sentence = N_("Vælg mindst én ting.")


class WaitWrong(Invalid):
    """Days to wait are a whole number from 1 to LONGEST_WAIT."""

    sentence = N_("Skriv et tal fra 1 til 60.")


class PersonMissing(Invalid):
    """A person to call has a name and a number."""

    sentence = N_("Skriv både navn og telefonnummer.")


class BothWays(Invalid):
    """“Leave me be” and something to do exclude each other."""

    sentence = N_("Vælg enten ro eller noget, vi skal gøre.")


@dataclass(frozen=True)
class Trusted:
    """Somebody of hers who may be called."""

    name: str
    number: str


@dataclass(frozen=True)
class Wish:
    """What is to be done; `wait_days` counts from the first call she did not answer."""

    wait_days: int | None = None
    text_once: bool = False
    call: Trusted | None = None
    leave_be: bool = False


@dataclass(frozen=True)
class WrittenWish:
    """The same with the moment she wrote it."""

    wish: Wish
    written_at: datetime


_COLUMNS = (
    QuietPlan.id,
    QuietPlan.citizen_id,
    QuietPlan.wait_days,
    QuietPlan.text_once,
    QuietPlan.call,
    QuietPlan.leave_be,
    QuietPlan.written_at,
)


def write(*, wish: Wish, actor: audit.Actor) -> None:
    """The citizen says what is to be done; a former wish is replaced. Raises one of the refusals above."""
    citizen = _citizen(actor)
    _check(wish)
    with transaction() as session:
        in_turn(citizen)
        known = session.scalars(select(QuietPlan).where(QuietPlan.citizen_id == citizen)).one_or_none()
        plan = known or QuietPlan(id=new_id(), citizen_id=citizen)
        plan.wait_days, plan.text_once, plan.leave_be = wish.wait_days, wish.text_once, wish.leave_be
        plan.call = _sealed(plan.id, wish.call) if wish.call else None
        plan.written_at = clock.now()
        session.add(plan)
        audit.write(event="quiet.written", citizen=citizen, actor=actor, about=plan.id)


def take_back(*, actor: audit.Actor) -> None:
    """The citizen wants none of it any more."""
    citizen = _citizen(actor)
    with transaction() as session:
        gone = session.execute(delete(QuietPlan).where(QuietPlan.citizen_id == citizen).returning(QuietPlan.id)).first()
        if gone:
            audit.write(event="quiet.taken-back", citizen=citizen, actor=actor, about=gone.id)


def of(citizens: Collection[uuid.UUID]) -> dict[uuid.UUID, WrittenWish]:
    """The wishes of these citizens, opened; who wrote none is missing. Ask only for whom the reader may know it."""
    if not citizens:
        return {}
    with reading() as db:
        rows = db.execute(select(*_COLUMNS).where(QuietPlan.citizen_id.in_(list(citizens)))).all()
    return {row.citizen_id: _opened(row) for row in rows}


def is_quiet(standing: Standing) -> bool:
    """Whether she counts as not reached: TRIES calls without an answer, or one that is DAYS old."""
    if standing.silent_since is None:
        return False
    days = (clock.today() - clock.danish(standing.silent_since).date()).days
    return standing.no_answers >= TRIES or days >= DAYS


def wait_until(wish: Wish, standing: Standing) -> date | None:
    """The last day she wants to be left to herself; None where it is over, or she named none."""
    if wish.wait_days is None or standing.silent_since is None:
        return None
    last = clock.danish(standing.silent_since).date() + timedelta(days=wish.wait_days)
    return last if clock.today() <= last else None


def _check(wish: Wish) -> None:
    doing = wish.wait_days is not None or wish.text_once or wish.call is not None
    if not doing and not wish.leave_be:
        raise NothingWished
    if wish.leave_be and doing:
        raise BothWays
    if wish.wait_days is not None and not 1 <= wish.wait_days <= LONGEST_WAIT:
        raise WaitWrong
    if wish.call and not (0 < len(wish.call.name) <= LONGEST_NAME and _NUMBER.fullmatch(wish.call.number)):
        raise PersonMissing


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None or actor.role != "citizen":
        raise NotFound
    return actor.person_id


def _sealed(plan: uuid.UUID, call: Trusted) -> bytes:
    return crypto.seal({"name": call.name, "number": call.number}, table="quiet_plan", row=plan, field="call")


def _opened(row: Any) -> WrittenWish:
    call = Trusted(**crypto.unseal(row.call, table="quiet_plan", row=row.id, field="call")) if row.call else None
    return WrittenWish(Wish(row.wait_days, row.text_once, call, row.leave_be), row.written_at)
