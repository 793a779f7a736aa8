"""Two administrators choose how long a class is kept, within what the law leaves open; the daily run does it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.foundation import choices
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.me import retention, retention_choices
from companion.me.retention_choices import LONGEST, SHORTEST
from tests.clock import FrozenClock
from tests.interpreting.a_talk import a_phone
from tests.me.a_whole_life import a_life
from tests.people import signed_in, staff

ADDRESS = "/admin/retention"
ASKED = {"days": "90", "reason": "Aftalt med vores DPO"}


@pytest.fixture
def ole(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("administrator", name="Ole Brandt"))


@pytest.fixture
def ida(app: Flask) -> FlaskClient:
    return signed_in(a_phone(app), staff("administrator"))


def days(key: str) -> int:
    return retention.classes()[key].days


def asked(browser: FlaskClient, key: str = "task", **changed: str) -> int:
    return browser.post(f"{ADDRESS}/{key}", data={**ASKED, **changed}).status_code


def waiting(browser: FlaskClient) -> str:
    """The address of the one proposal."""
    (found,) = set(re.findall(rf"{ADDRESS}/proposals/[0-9a-f-]+", browser.get(ADDRESS).text))
    return str(found)


def test_it_works_once_a_colleague_agrees(ole: FlaskClient, ida: FlaskClient) -> None:
    assert "venter på en kollega" not in ida.get("/admin").text
    assert asked(ole) == 303 and days("task") == 365
    html = ida.get(ADDRESS).text
    assert "venter på en kollega" in ida.get("/admin").text
    assert "Venter på en kollega" in html and "Ole Brandt" in html and "Aftalt med vores DPO" in html
    assert ida.post(f"{waiting(ida)}/agree").status_code == 303
    assert days("task") == 90 and "Kommunens eget valg" in ole.get(ADDRESS).text
    with reading() as db:
        lines = db.execute(select(AuditLine.event, AuditLine.about).where(AuditLine.event.startswith("retention.")))
        told = {row.event: row.about for row in lines}
    (stands,) = choices.standing(retention.ABOUT)
    assert told == {"retention.proposed": stands.id, "retention.changed": stands.id}


def test_nobody_agrees_with_herself(ole: FlaskClient) -> None:
    asked(ole)
    address = waiting(ole)
    assert f"{address}/agree" not in ole.get(ADDRESS).text
    assert ole.post(f"{address}/agree").status_code == 409 and days("task") == 365
    assert ole.post(f"{address}/drop").status_code == 303 and not retention_choices.proposals()


def test_the_daily_run_does_it_and_people_are_told(ole: FlaskClient, ida: FlaskClient, clock: FrozenClock) -> None:
    a_life()
    asked(ole, "check-in", days=str(SHORTEST))
    clock.move(timedelta(days=SHORTEST + 200))
    assert "check-in" not in retention.run()
    for browser in (ole, ida):
        signed_in(browser, staff("administrator"))
    ida.post(f"{waiting(ida)}/agree")
    clock.move(timedelta(days=1))
    assert retention.run()["check-in"] >= 1 and "31 dage" in ida.get("/privacy").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"days": str(SHORTEST - 1)}, "mellem de to grænser"),
        ({"days": str(LONGEST + 1)}, "mellem de to grænser"),
        ({"days": "-90"}, "mellem de to grænser"),
        ({"days": "٩٠"}, "mellem de to grænser"),
        ({"days": ""}, "mellem de to grænser"),
        ({"reason": "  "}, "Skriv kort, hvorfor"),
        ({"reason": "x" * 301}, "Skriv kort, hvorfor"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(ole: FlaskClient, wrong: dict[str, str], said: str) -> None:
    answer = ole.post(f"{ADDRESS}/task", data={**ASKED, **wrong})
    assert answer.status_code == 422 and said in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in {**ASKED, **wrong}.values())
    assert not retention_choices.proposals()


def test_proofs_are_kept_as_long_as_the_law_says(ole: FlaskClient) -> None:
    fixed = {key for key, one in retention.shipped().items() if one.fixed}
    law = {key for key, one in retention.shipped().items() if "§ 41(7)" in one.source}
    assert law | {"account"} == fixed and all(retention.shipped()[key].days == LONGEST for key in fixed)
    assert [asked(ole, key) for key in sorted(fixed)] == [409] * len(fixed)
    assert "Loven bestemmer den tid" in ole.get(ADDRESS).text


def test_every_class_ships_within_the_limits() -> None:
    assert all(SHORTEST <= one.days <= LONGEST for one in retention.shipped().values())


def test_the_days_of_the_settings_are_no_choice(ole: FlaskClient, ida: FlaskClient, runtime: Runtime) -> None:
    for wanted in ("90", "200"):
        asked(ole, days=wanted)
        ida.post(f"{waiting(ida)}/agree")
        object.__setattr__(runtime, "config", runtime.config.model_copy(update={"retention": {"task": 200}}))
    assert days("task") == 200 and choices.value("retention:task") is None


def test_another_choice_is_no_proposal_here(ole: FlaskClient) -> None:
    made = choices.propose(about="something-else", value=1, reason="x", actor=staff("administrator").actor)
    assert ole.post(f"{ADDRESS}/proposals/{made}/agree").status_code == 404 and asked(ole, "nothing") == 404


def test_nobody_else_chooses(client: FlaskClient) -> None:
    for role in ("caseworker", "health-coordinator", "translator"):
        assert asked(signed_in(client, staff(role))) in (403, 404)
    assert not retention_choices.proposals()
