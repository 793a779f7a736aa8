"""A citizen lets a reading go and takes it back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.journal import Fact
from companion.foundation.runtime import Runtime
from companion.sync import claiming
from companion.sync import service as sync
from companion.sync.releases import AlreadyReleased, NoConsent, NotOpenedYet, WasOnItsWay
from tests.clock import FrozenClock
from tests.people import a_citizen, a_unit, staff
from tests.sync.sharing import RecordingGateway, a_reading, events, says_yes, sharing

AN_HOUR = timedelta(hours=1)


def facts() -> int:
    with reading() as db:
        told = select(func.count()).select_from(Fact).where(Fact.kind.startswith("reading."))
        return db.scalar(told) or 0


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    amina = sharing()
    amina.release()
    (fact,) = sync.shared_with(amina.citizen.id)
    assert (fact.state, fact.can_undo, fact.unit["da"]) == ("waiting", True, "Jobafdelingen")
    assert fact.leaves_at == clock.now() + AN_HOUR
    assert fact.captured_at == clock.now()
    assert (facts(), events()) == (1, ["reading.released"])


def test_she_sees_her_own_result_first(runtime: Runtime) -> None:
    amina = sharing(open_it=False)
    with pytest.raises(NotOpenedYet):
        amina.release()
    assert facts() == 0


def test_without_a_yes_nothing_goes(runtime: Runtime) -> None:
    amina = sharing()
    amina.withdraw()
    with pytest.raises(NoConsent):
        amina.release()
    assert (facts(), events()) == (0, [])


def test_a_yes_to_a_unit_without_receiver_is_not_enough(runtime: Runtime) -> None:
    citizen, unit = a_citizen(), a_unit()
    says_yes(citizen, unit)
    with pytest.raises(NoConsent):
        sync.release(reading_id=a_reading(citizen), actor=citizen.actor)


def test_once_is_once(runtime: Runtime) -> None:
    amina = sharing()
    amina.release()
    with pytest.raises(AlreadyReleased):
        amina.release()
    assert facts() == 1


def test_only_her_own(runtime: Runtime) -> None:
    amina, other = sharing(), sharing()
    with pytest.raises(NotFound):
        sync.release(reading_id=other.reading, actor=amina.citizen.actor)
    with pytest.raises(NotFound):
        sync.undo(release_id=other.release(), actor=amina.citizen.actor)


def test_staff_release_nothing(runtime: Runtime) -> None:
    amina = sharing()
    with pytest.raises(NotFound):
        sync.release(reading_id=amina.reading, actor=staff().actor)


def test_undone_before_it_leaves(runtime: Runtime, clock: FrozenClock) -> None:
    amina, gateway = sharing(), RecordingGateway()
    released = amina.release()
    sync.take_facts()
    sync.undo(release_id=released, actor=amina.citizen.actor)
    sync.undo(release_id=released, actor=amina.citizen.actor)
    clock.move(AN_HOUR)
    assert sync.drain(gateway=gateway, slots=1) == {"dropped": 1}
    assert (amina.state(), gateway.letters) == ("dropped", [])
    assert events() == ["reading.released", "release.undone", "reading.dropped"]


def test_undone_before_the_worker_looked(runtime: Runtime, clock: FrozenClock) -> None:
    amina, gateway = sharing(), RecordingGateway()
    sync.undo(release_id=amina.release(), actor=amina.citizen.actor)
    sync.take_facts()
    clock.move(AN_HOUR)
    assert not sync.drain(gateway=gateway, slots=1)
    assert amina.state() == "dropped"


def test_an_undone_reading_can_be_released_again(runtime: Runtime) -> None:
    amina = sharing()
    sync.undo(release_id=amina.release(), actor=amina.citizen.actor)
    amina.release()
    assert [fact.state for fact in sync.shared_with(amina.citizen.id)].count(sync.State.WAITING) == 1


def test_a_claimed_one_was_on_its_way(runtime: Runtime, clock: FrozenClock) -> None:
    amina = sharing()
    released = amina.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    assert isinstance(claiming.claim(), claiming.Claim)
    with pytest.raises(WasOnItsWay):
        sync.undo(release_id=released, actor=amina.citizen.actor)
    assert amina.state() == "on-its-way"


def test_a_new_yes_does_not_carry_an_old_release(runtime: Runtime, clock: FrozenClock) -> None:
    amina, gateway = sharing(), RecordingGateway()
    amina.release()
    sync.take_facts()
    amina.withdraw()
    says_yes(amina.citizen, amina.unit)
    assert amina.state() == "dropped"
    clock.move(AN_HOUR)
    assert sync.drain(gateway=gateway, slots=1) == {"dropped": 1}
    amina.release()
    clock.move(AN_HOUR)
    sync.take_facts()
    assert sync.drain(gateway=gateway, slots=1) == {"delivered": 1}
    assert len(gateway.letters) == 1


def test_what_was_delivered_is_not_released_again_under_a_new_yes(runtime: Runtime, clock: FrozenClock) -> None:
    amina = sharing()
    amina.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    sync.drain(gateway=RecordingGateway(), slots=1)
    amina.withdraw()
    says_yes(amina.citizen, amina.unit)
    with pytest.raises(AlreadyReleased):
        amina.release()
    assert amina.state() == "delivered"
