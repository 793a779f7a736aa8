"""`companion doctor` says what is wrong and what to do, and answers whom a phone or a unit has to do with."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from companion.accounts import sign_in
from companion.accounts.records import SignIn
from companion.foundation import audit, audit_seals, clock
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading, transaction
from companion.language import offered, wordings
from companion.programmes import switched, templates
from tests.cli.an_installation import Installed, install, run
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """A fresh installation."""
    return install(tmp_path, monkeypatch)


def a_case(place: Installed) -> tuple[Somebody, Somebody]:
    """Amina and her contact, an hour ago; sealed since."""
    with place.bound(AN_HOUR):
        amina = a_citizen()
        karen = responsible_for(amina)
        audit.write_daily(event="read.caseload", citizens=[amina.id], actor=karen.actor)
    with place.bound(timedelta()):
        audit_seals.seal()
    return amina, karen


def since(days: int = 1) -> str:
    return f"{clock.SystemClock().now() - timedelta(days=days):%Y-%m-%d}"


def test_it_works(installed: Installed) -> None:
    a_case(installed)
    told = run("doctor")
    assert told.exit_code == 0, told.output
    assert "the audit is whole" in told.output and "WRONG" not in told.output


def test_an_empty_installation_is_well(installed: Installed) -> None:
    assert run("doctor").exit_code == 0


def test_safety_texts_that_wait_for_somebody_are_listed(installed: Installed) -> None:
    """By programme, week and key, with the languages nobody has read them through in; a new wording counts at once."""
    block = next(one for one in templates.load("toender-diabetes").page_of(3).blocks if one.safety)  # type: ignore[union-attr]
    line = f"toender-diabetes, week 3, {block.key}: no professional has signed it; not read through in en, ar, uk"
    told = run("doctor")
    assert told.exit_code == 0 and line in told.output and "24 of 24 safety texts" in told.output
    help_text = "help after a low number, talk: no professional has signed it; not read through in en, ar, uk"
    assert help_text in told.output and "not translated in" not in told.output
    with installed.bound(timedelta()):
        said = wordings.seen([block.text["uk"]])
        wordings.review(code="uk", danish=block.text["da"], said=[block.text["uk"]], read=said, actor=MADE_BY)
    now = run("doctor").output
    assert f"{block.key}: no professional has signed it; not read through in en, ar; Danish instead in en, ar\n" in now


@pytest.mark.usefixtures("without_content")
def test_a_safety_text_that_an_offered_language_does_not_have_is_listed(installed: Installed) -> None:
    with installed.bound(timedelta()):
        offered.choose(["so"], actor=MADE_BY)
    told = run("doctor").output
    assert "low-signs: no professional has signed it; not translated in so\n" in told
    assert "low number, danger: no professional has signed it; not read through in so" in told


def test_what_was_chosen_over_the_settings_is_told(installed: Installed) -> None:
    """Whoever reads the environment alone would look in the wrong place; and the checks go by it."""
    assert "nothing else was chosen at /admin" in run("doctor").output
    with installed.bound(timedelta()):
        offered.choose(["tr"], actor=MADE_BY)
        switched.switch("toender-diabetes", on=False, actor=MADE_BY)
    told = run("doctor")
    assert told.exit_code == 0 and "not read through in en" not in told.output
    assert "offered-languages: da, tr (since " in told.output and "programme:toender-diabetes: off" in told.output


def test_which_ways_out_are_open_is_told(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "text messages are off (set COMPANION_SMS_URL" in run("doctor").output
    monkeypatch.setenv("COMPANION_SMS_URL", "https://sms.example.dk/send")
    monkeypatch.setenv("COMPANION_SMS_TOKEN", "made-up")
    assert "sms is open; e-mail is off" in run("doctor").output


def test_a_changed_line_is_told(installed: Installed) -> None:
    a_case(installed)
    with installed.bound(), transaction() as session:
        session.execute(update(AuditLine).where(AuditLine.event == "read.caseload").values(event="signed-in"))
    told = run("doctor")
    assert (told.exit_code, "line changed" in told.output) == (1, True)


def test_lines_nobody_seals_are_told(installed: Installed) -> None:
    with installed.bound(AN_HOUR):
        responsible_for(a_citizen())
    told = run("doctor")
    assert (told.exit_code, "not sealed. Is the worker running?" in told.output) == (1, True)


def test_citizens_without_anybody_are_counted_not_named(installed: Installed) -> None:
    with installed.bound(timedelta()):
        amina = a_citizen()
        a_citizen(name="Nora Friis")
    told = run("doctor")
    assert (told.exit_code, "2 citizens have nobody responsible" in told.output) == (1, True)
    assert "Nora" not in told.output and str(amina.id) not in told.output


def test_whom_a_unit_has_to_do_with(installed: Installed) -> None:
    amina, karen = a_case(installed)
    told = run("doctor", "--affected-since", since(), "--unit", str(karen.unit))
    assert told.exit_code == 0, told.output
    assert str(amina.id) in told.output and "Amina" not in told.output
    assert "Amina Haddad" in run("doctor", "--affected-since", since(), "--unit", str(karen.unit), "--names").output
    stranger = run("doctor", "--affected-since", since(), "--unit", str(uuid.uuid4()))
    assert (stranger.exit_code, "no such unit" in stranger.output) == (1, True)


def test_whom_a_phone_has_to_do_with(installed: Installed) -> None:
    with installed.bound(AN_HOUR):
        karen, amina, nora = staff(), a_citizen(), a_citizen(name="Nora Friis")
        sign_in.sign_in(person=karen.id, own_phone=True, method="passkey")
        audit.write(event="read.caseload", citizen=amina.id, actor=karen.actor)
        with reading() as db:
            phone = db.scalar(select(SignIn.id))
    with installed.bound(timedelta(minutes=30)) as ground, transaction() as session:
        session.execute(update(SignIn).values(ended_at=ground.clock.now()))
    with installed.bound(timedelta(minutes=5)):
        audit.write(event="read.caseload", citizen=nora.id, actor=karen.actor)
    told = run("doctor", "--affected-since", since(), "--device", str(phone)).output
    assert str(amina.id) in told and str(nora.id) not in told


@pytest.mark.parametrize("words", [(), ("--unit", str(uuid.uuid4()), "--device", str(uuid.uuid4()))])
def test_one_of_unit_and_device_has_to_be_named(installed: Installed, words: tuple[str, ...]) -> None:
    assert run("doctor", "--affected-since", since(), *words).exit_code == 2


def test_an_unknown_phone_is_told(installed: Installed) -> None:
    told = run("doctor", "--affected-since", since(), "--device", str(uuid.uuid4()))
    assert (told.exit_code, "no such sign-in" in told.output) == (1, True)


def test_the_help_has_an_example() -> None:
    assert "Example" in run("doctor", "--help").output
