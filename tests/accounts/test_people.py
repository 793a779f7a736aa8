"""People, units and roles are dated: who is something today, and who no longer is."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text

from companion.accounts import service as accounts
from companion.accounts import sign_in
from companion.accounts.contacts import contacts
from companion.accounts.rules import ROLES
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, a_unit, staff


def end_roles_of(person: Somebody, day: str) -> None:
    with transaction() as session:
        session.execute(text("update role set valid_to = :day"), {"day": day})


def test_it_works(runtime: Runtime) -> None:
    karen = staff(name="Karen Holm")
    found = contacts([karen.id])[karen.id]
    assert (found.name, found.role, found.phone) == ("Karen Holm", "ips-consultant", "72 00 00 01")
    assert found.unit_name["da"] == "Jobafdelingen"


def test_a_person_is_found_by_her_key(runtime: Runtime) -> None:
    amina = accounts.person(a_citizen("ar").id)
    assert (amina.name, amina.language) == ("Amina Haddad", "ar")


def test_nobody_is_nobody(runtime: Runtime) -> None:
    assert contacts([]) == contacts([uuid.uuid4()]) == {}
    with pytest.raises(NotFound):
        accounts.person(uuid.uuid4())
    with pytest.raises(NotFound):
        accounts.unit(uuid.uuid4())
    with pytest.raises(NotFound):
        accounts.choose_language(person=uuid.uuid4(), language="ar")


def test_a_role_begins_on_its_day(runtime: Runtime, clock: FrozenClock) -> None:
    clock.move(timedelta(days=1))
    karen = staff()
    clock.move(timedelta(days=-1))
    assert contacts([karen.id]) == {}


def test_a_role_ends_on_its_day(runtime: Runtime, clock: FrozenClock) -> None:
    karen = staff()
    end_roles_of(karen, "2026-11-23")
    assert karen.id in contacts([karen.id])
    clock.move(timedelta(days=1))
    assert contacts([karen.id]) == {}


def test_somebody_without_a_role_today_is_signed_out(runtime: Runtime) -> None:
    karen = staff()
    token = sign_in.sign_in(person=karen.id, own_phone=True, method="passkey")
    end_roles_of(karen, "2026-11-22")
    assert sign_in.who(token) is None


def test_units_of_one_kind(runtime: Runtime) -> None:
    job = a_unit("employment")
    a_unit("health")
    assert [unit.id for unit in accounts.units_of_kind("employment")] == [job]
    assert accounts.unit(job).kind == "employment"


def test_a_chosen_language_is_kept(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    accounts.choose_language(person=amina.id, language="da")
    assert accounts.person(amina.id).language == "da"


def test_every_role_of_the_contract_is_known() -> None:
    assert set(ROLES) == {
        "citizen", "ips-consultant", "caseworker", "therapist", "health-coordinator", "interpreter",
        "translator", "administrator",
    }  # fmt: skip
