"""She erases herself while phone, staff and worker write about her: it ends, nothing is sent later, nothing is left."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from companion.appointments import service as appointments
from companion.consent import service as consent
from companion.foundation import clock as clocks
from companion.foundation.database import new_id
from companion.foundation.runtime import Runtime
from companion.me import erasing, own_copy
from companion.plan import service as plans
from companion.sync import service as sync
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.me.a_whole_life import Life, a_life, a_meeting, an_answer
from tests.people import MADE_BY
from tests.sync.sharing import RecordingGateway

GONE = ("reading", "appointment", "plan", "plan_card", "task", "relation", "role", "sign_in", "enrolment")


@pytest.mark.chaos
def test_erasing_while_everybody_writes(runtime: Runtime, clock: FrozenClock, request: pytest.FixtureRequest) -> None:
    rounds = 100 if "chaos" in request.config.option.markexpr else 5
    refused: Counter[str] = Counter()
    done: list[uuid.UUID] = []
    for _round in range(rounds):
        life = a_life()
        sync.take_facts()
        clock.move(timedelta(hours=2))
        refused.update(type(fault).__name__ for fault in together([partial(_erase, life, done), *_others(life)]))
        erasing.again(life.id)  # what came in at that very second goes the same night
        _nothing_is_left(life)
    print(f"\n{rounds} erasures while seven others wrote; what the others were told: {dict(refused) or 'nothing'}")
    assert len(done) == rounds


def _erase(life: Life, done: list[uuid.UUID]) -> None:
    erasing.erase(sure=True, actor=life.amina.actor)
    done.append(life.id)


def _others(life: Life) -> list[Callable[[], object]]:
    amina, karen = life.amina, life.karen
    meeting = uuid.UUID(str(own_copy.copy_of(life.id).rooms["appointments"]["appointment"][-1]["id"]))
    tomorrow = clocks.now() + timedelta(days=1)
    return [
        lambda: an_answer(amina),
        lambda: appointments.decline(appointment_id=meeting, actor=amina.actor),
        lambda: tasks.ask(kind=tasks.CALL_ME, citizen=amina.id, owner=karen.id, key=new_id(), actor=amina.actor),
        lambda: a_meeting(amina, karen, tomorrow.astimezone(UTC)),
        lambda: consent.withdraw(consent_id=consent.ledger(life.id)[0].id, actor=amina.actor),
        lambda: sync.drain(gateway=RecordingGateway(), slots=1),
        lambda: plans.start(citizen=amina.id, purpose={"da": "Et job"}, unit=life.unit, actor=MADE_BY),
    ]


def _nothing_is_left(life: Life) -> None:
    left = own_copy.copy_of(life.id).tables()
    assert not [name for name in GONE if left[name]]
    assert all(row["name"] == "" for row in left["person"])
    assert all(given.withdrawn_at for given in consent.ledger(life.id))
    assert all(
        isinstance(row["claimed_at"], str) and datetime.fromisoformat(row["claimed_at"]) for row in left["delivery"]
    )
