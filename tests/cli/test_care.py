"""`companion people …`: relate, absent, leave, end, correct, as an operator does it on a live installation."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from companion.accounts import ended
from companion.accounts import service as accounts
from companion.caseload import service as caseload
from companion.caseload.standing import standing_for
from companion.desk import handing_over
from companion.foundation import clock
from tests.cli.installed import Installed
from tests.desk.test_handover import a_full_life
from tests.people import Somebody, a_citizen, responsible_for, staff


@pytest.fixture
def installed(tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """An empty installation."""
    return Installed(tmp_path, keys, monkeypatch)


def run(installed: Installed, *words: object) -> str:
    said = installed.run("people", *(str(word) for word in words))
    assert said.exit_code == 0, said.output
    return said.output


def refused(installed: Installed, *words: object) -> str:
    said = installed.run("people", *(str(word) for word in words))
    assert said.exit_code == 1 and isinstance(said.exception, SystemExit)
    return said.output


def test_relate_and_unrelate(installed: Installed) -> None:
    with installed.bound():
        amina, karen, peter = a_citizen(), staff(), staff("caseworker")
    run(installed, "relate", amina.id, karen.id, "--responsible")
    run(installed, "relate", amina.id, peter.id, "--responsible")
    with installed.bound():
        found = caseload.responsible_for(amina.id)
        assert found is not None and found.person_id == peter.id and len(caseload.charges_of(karen.id)) == 1
    run(installed, "unrelate", amina.id, peter.id)
    assert "no such relation" in refused(installed, "unrelate", amina.id, peter.id)
    assert "no contact" in refused(installed, "relate", amina.id, amina.id)
    assert "no such person" in refused(installed, "relate", karen.id, peter.id)


def test_absent(installed: Installed) -> None:
    with installed.bound():
        amina = a_citizen()
        karen, ida, rikke = responsible_for(amina), staff(), staff("therapist")
        first, back = clock.today(), clock.today() + timedelta(days=7)
    days = ("--from", first, "--back", back)
    assert "same kind of role" in refused(installed, "absent", karen.id, *days, "--cover", rikke.id)
    run(installed, "absent", karen.id, *days, "--cover", ida.id)
    with installed.bound():
        assert standing_for(amina.id).back_on == back
    assert "entered already" in refused(installed, "absent", karen.id, *days, "--cover", ida.id)


def lives(installed: Installed) -> tuple[Somebody, Somebody, Somebody]:
    with installed.bound():
        amina = a_citizen()
        karen, peter = responsible_for(amina), staff("caseworker")
        a_full_life(amina, karen)
    return amina, karen, peter


def test_leave_hands_over_and_closes(installed: Installed) -> None:
    amina, karen, peter = lives(installed)
    assert "1 citizens" in run(installed, "leave", karen.id, "--to", peter.id)
    with installed.bound():
        assert handing_over.held_by(peter.id) == {amina.id} and not accounts.people([karen.id])


def test_leave_without_anybody_shows_the_gaps(installed: Installed) -> None:
    amina, karen, _peter = lives(installed)
    assert str(amina.id) in run(installed, "leave", karen.id)
    assert "no such person" in refused(installed, "leave", karen.id)


def test_leave_to_the_other_side_changes_nothing(installed: Installed) -> None:
    amina, karen, _peter = lives(installed)
    with installed.bound():
        rikke = staff("therapist")
    assert "Nothing has changed" in refused(installed, "leave", karen.id, "--to", rikke.id)
    with installed.bound():
        assert handing_over.held_by(karen.id) == {amina.id} and accounts.people([karen.id])


def test_end_and_reopen(installed: Installed) -> None:
    amina, karen, _peter = lives(installed)
    assert "--yes" in refused(installed, "end", amina.id)
    run(installed, "end", amina.id, "--yes")
    with installed.bound():
        assert ended.is_ended(amina.id) and not caseload.charges_of(karen.id)
    assert "reopen first" in refused(installed, "relate", amina.id, karen.id)
    assert "ended before" in refused(installed, "end", amina.id, "--yes")
    run(installed, "reopen", amina.id)
    run(installed, "relate", amina.id, karen.id, "--responsible")
    assert "No ended case" in refused(installed, "reopen", amina.id)


def test_correct(installed: Installed) -> None:
    with installed.bound():
        amina = a_citizen()
    run(installed, "correct", amina.id, "--name", "Amina Al-Haddad", "--phone", "20 11 11 11")
    with installed.bound():
        found = accounts.person(amina.id)
        assert (found.name, found.phone) == ("Amina Al-Haddad", "20 11 11 11")
    for wrong in ([], ["--name", " "], ["--phone", "2" * 21]):
        assert "--name or --phone" in refused(installed, "correct", amina.id, *wrong)
    assert "no such person" in refused(installed, "correct", uuid.UUID(int=7), "--name", "X")
