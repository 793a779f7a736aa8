"""A citizen says yes to one purpose and one unit, in words her municipality approved, and takes it back at will."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from companion.consent import own_copy
from companion.consent import service as consent
from companion.consent.purposes import PROGRESS_DIALOGUE, PURPOSES, WHO5_INDEX
from companion.consent.records import Consent
from companion.consent.service import GivenConsent, ReadAloud, ReaderMissing, TextChanged, TextNotApproved
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import Somebody, a_citizen, a_unit, approved, staff


@pytest.fixture
def unit(runtime: Runtime) -> uuid.UUID:
    """An employment unit that has approved the Danish and the Arabic text."""
    made = a_unit()
    approved(made)
    approved(made, language="ar")
    return made


def give(person: Somebody, unit: uuid.UUID, *, language: str = "da", version: int = 1) -> uuid.UUID:
    return consent.give(purpose=WHO5_INDEX, unit=unit, language=language, text_version=version, actor=person.actor)


def allowed(person: Somebody, unit: uuid.UUID, purpose: str = WHO5_INDEX) -> bool:
    return consent.allows(citizen=person.id, purpose=purpose, unit=unit)


def events(person: Somebody) -> list[str]:
    return [line.event for line in audit.lines_about(person.id)]


def test_it_works(unit: uuid.UUID) -> None:
    amina = a_citizen("ar")
    give(amina, unit, language="ar")
    live = consent.live(citizen=amina.id, purpose=WHO5_INDEX, unit=unit)
    assert live is not None and (live.language, live.text_version, live.data_class) == ("ar", 1, "who5-index")
    assert live.ends_on == date(2027, 11, 22)
    assert events(amina) == ["consent.given"]


def test_nothing_is_allowed_before_she_says_yes(unit: uuid.UUID) -> None:
    assert not allowed(a_citizen(), unit)


def test_a_yes_is_for_one_person_one_purpose_and_one_unit(unit: uuid.UUID) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    give(amina, unit)
    assert allowed(amina, unit)
    assert not allowed(nora, unit)
    assert not allowed(amina, a_unit())
    assert not allowed(amina, unit, PROGRESS_DIALOGUE)


@pytest.mark.parametrize("language", ["en", "uk", "ti", "xx", "../da"])
def test_r11_a_text_nobody_approved_is_refused(unit: uuid.UUID, language: str) -> None:
    amina = a_citizen()
    with pytest.raises(TextNotApproved) as refused:
        give(amina, unit, language=language)
    assert refused.value.status == 409
    assert not allowed(amina, unit) and events(amina) == []


def test_r11_an_approval_counts_for_its_own_unit(unit: uuid.UUID) -> None:
    with pytest.raises(TextNotApproved):
        give(a_citizen(), a_unit())


def test_r11_shipped_texts_carry_no_approval(runtime: Runtime) -> None:
    assert not any(
        consent.can_take(purpose=purpose, language="da", unit=unit) for purpose in PURPOSES for unit in [a_unit()]
    )


@pytest.mark.parametrize("version", [0, 2])
def test_a_text_that_changed_while_she_read_is_refused(unit: uuid.UUID, version: int) -> None:
    amina = a_citizen()
    with pytest.raises(TextChanged):
        give(amina, unit, version=version)
    assert not allowed(amina, unit)


def test_a_purpose_nobody_knows_is_refused(unit: uuid.UUID) -> None:
    with pytest.raises(Invalid):
        consent.give(purpose="all", unit=unit, language="da", text_version=1, actor=a_citizen().actor)


def test_a_second_yes_is_the_same_consent(unit: uuid.UUID) -> None:
    amina = a_citizen()
    assert give(amina, unit) == give(amina, unit)
    assert len(consent.ledger(amina.id)) == 1 and events(amina) == ["consent.given"]


def test_yeses_at_once_are_one_consent(unit: uuid.UUID) -> None:
    for _ in range(20):
        amina = a_citizen()
        assert together([partial(give, amina, unit)] * 4) == []
        assert len(consent.ledger(amina.id)) == 1 and events(amina) == ["consent.given"]


def test_withdrawal_acts_at_once(unit: uuid.UUID, clock: FrozenClock) -> None:
    amina = a_citizen()
    given = give(amina, unit)
    clock.move(timedelta(minutes=1))
    consent.withdraw(consent_id=given, actor=amina.actor)
    assert not allowed(amina, unit)
    assert consent.ledger(amina.id)[0].withdrawn_at == clock.now()
    assert events(amina) == ["consent.withdrawn", "consent.given"]


def test_withdrawing_twice_is_withdrawing_once(unit: uuid.UUID, clock: FrozenClock) -> None:
    amina = a_citizen()
    given, first = give(amina, unit), clock.now()
    for _ in range(2):
        consent.withdraw(consent_id=given, actor=amina.actor)
        clock.move(timedelta(hours=1))
    assert consent.ledger(amina.id)[0].withdrawn_at == first
    assert events(amina).count("consent.withdrawn") == 1


def test_two_withdrawals_at_once_are_one(unit: uuid.UUID) -> None:
    amina = a_citizen()
    given = give(amina, unit)
    assert together([partial(consent.withdraw, consent_id=given, actor=amina.actor)] * 4) == []
    assert not allowed(amina, unit) and events(amina).count("consent.withdrawn") == 1


def test_nobody_withdraws_another_citizens_consent(unit: uuid.UUID) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    given = give(amina, unit)
    for stranger in (nora.actor, staff().actor, audit.Actor(None, "system"), audit.Actor(None, "citizen")):
        with pytest.raises(NotFound):
            consent.withdraw(consent_id=given, actor=stranger)
    assert allowed(amina, unit)


def test_staff_cannot_say_yes(unit: uuid.UUID) -> None:
    with pytest.raises(NotFound):
        give(staff("caseworker"), unit)


def test_after_a_withdrawal_she_may_say_yes_again(unit: uuid.UUID) -> None:
    amina = a_citizen()
    first = give(amina, unit)
    consent.withdraw(consent_id=first, actor=amina.actor)
    assert give(amina, unit) != first
    assert allowed(amina, unit) and len(consent.ledger(amina.id)) == 2


def test_a_yes_ends_after_its_last_day(unit: uuid.UUID, clock: FrozenClock) -> None:
    amina = a_citizen()
    give(amina, unit)
    clock.move(timedelta(days=365))
    assert allowed(amina, unit)
    clock.move(timedelta(days=1))
    assert not allowed(amina, unit)


def test_an_ended_yes_can_be_renewed(unit: uuid.UUID, clock: FrozenClock) -> None:
    amina = a_citizen()
    first = give(amina, unit)
    clock.move(timedelta(days=366))
    assert give(amina, unit) != first
    assert allowed(amina, unit)
    assert [one.withdrawn_at for one in consent.ledger(amina.id)] == [None, None]


def test_a_withdrawal_waits_for_a_send_that_holds_the_consent(unit: uuid.UUID) -> None:
    """Whoever claims a delivery locks the consent; the withdrawal comes before or after, never between."""
    amina = a_citizen()
    given = give(amina, unit)
    with transaction():
        assert consent.live(citizen=amina.id, purpose=WHO5_INDEX, unit=unit, lock=True) is not None
    consent.withdraw(consent_id=given, actor=amina.actor)
    with transaction():
        assert consent.live(citizen=amina.id, purpose=WHO5_INDEX, unit=unit, lock=True) is None


def aloud(person: Somebody, unit: uuid.UUID, name: str = "Samir, Tolkene", *, text: str = "da") -> uuid.UUID:
    heard = ReadAloud("ti", name)
    return consent.give(
        purpose=WHO5_INDEX, unit=unit, language=text, text_version=1, read_aloud=heard, actor=person.actor
    )


def test_r11_an_interpreter_may_read_the_approved_danish_text(unit: uuid.UUID) -> None:
    selam = a_citizen("ti", name="Selam Tesfay")
    aloud(selam, unit)
    (given,) = consent.ledger(selam.id)
    assert (given.language, given.read_aloud_in) == ("da", "ti") and allowed(selam, unit)


def test_the_name_of_who_read_it_lies_sealed_and_is_in_her_own_copy(unit: uuid.UUID) -> None:
    selam = a_citizen("ti")
    aloud(selam, unit)
    with transaction() as session:
        assert b"Samir" not in (session.execute(select(Consent.reader_name)).scalar_one() or b"Samir")
    assert own_copy.export_of(selam.id)["consent"][0]["reader_name"] == "Samir, Tolkene"


@pytest.mark.parametrize("name", ["", " ", "x", "x" * 101])
def test_who_read_it_has_a_name(unit: uuid.UUID, name: str) -> None:
    selam = a_citizen("ti")
    with pytest.raises(ReaderMissing):
        aloud(selam, unit, name)
    assert not allowed(selam, unit)


def test_only_the_danish_text_is_read_aloud(unit: uuid.UUID) -> None:
    with pytest.raises(TextNotApproved):
        aloud(a_citizen("ti"), unit, text="ar")


def test_a_text_no_unit_approved_is_not_read_aloud_either(runtime: Runtime) -> None:
    with pytest.raises(TextNotApproved):
        aloud(a_citizen("ti"), a_unit())


def test_the_ledger_only_grows(unit: uuid.UUID, clock: FrozenClock) -> None:
    """Append-only: over a whole life nothing of a yes changes but the moment it ended."""
    amina = a_citizen()
    seen: dict[uuid.UUID, GivenConsent] = {}
    for _ in range(4):
        given = give(amina, unit)
        clock.move(timedelta(days=1))
        consent.withdraw(consent_id=given, actor=amina.actor)
        now = {one.id: replace(one, withdrawn_at=None) for one in consent.ledger(amina.id)}
        assert {key: now[key] for key in seen} == seen
        seen = now
    assert len(seen) == 4
