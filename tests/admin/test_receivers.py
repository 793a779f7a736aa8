"""An administrator adds a receiver and changes its secret: each secret is shown once, and a colleague opens it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.foundation.audit import AuditLine
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.sync import receivers, signing
from companion.sync import service as sync
from companion.sync.records import Receiver
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, signed_in, staff
from tests.sync.sharing import RecordingGateway, Sharing, a_reading, says_yes

ADDRESS = "https://cases.example.dk/in"
KEY = re.compile(r"whsec_[A-Za-z0-9+/=]+")


@pytest.fixture
def unit(runtime: Runtime) -> Any:
    return a_unit("employment")


@pytest.fixture
def ole(client: FlaskClient) -> Somebody:
    return staff("administrator")


def form(at: object, **changed: Any) -> dict[str, Any]:
    return {"unit": str(at), "address": ADDRESS, "purpose": ["who5-index"], "body": "fhir", **changed}


def added(browser: FlaskClient, unit: object, **changed: Any) -> str:
    """The secret that is shown."""
    answer = browser.post("/admin/receivers/new", data=form(unit, **changed))
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    (secret,) = KEY.findall(answer.text)
    return str(secret)


def audited() -> list[tuple[str, str]]:
    with reading() as db:
        rows = db.execute(select(AuditLine.event, AuditLine.actor_role).order_by(AuditLine.at))
        return [(row.event, row.actor_role) for row in rows if row.event.startswith("receiver.")]


def test_it_works_once_a_colleague_has_opened_it(
    client: FlaskClient, ole: Somebody, unit: Any, clock: FrozenClock
) -> None:
    """Nothing leaves before that, and then it is signed with the secret that was shown."""
    secret = added(signed_in(client, ole), unit)
    citizen = a_citizen()
    amina = Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen))
    amina.release()
    gateway = RecordingGateway()
    _work(clock, gateway)
    assert gateway.letters == []
    (known,) = sync.receivers()
    answer = signed_in(client, staff("administrator")).post(f"/admin/receivers/{known.id}/resume")
    assert answer.status_code == 303
    _work(clock, gateway)
    (letter,) = gateway.letters
    signing.check(received=letter.headers, body=letter.body, secret=secret, now=clock.now())
    assert audited() == [("receiver.added", "administrator"), ("receiver.resumed", "administrator")]


def _work(clock: FrozenClock, gateway: RecordingGateway) -> None:
    sync.take_facts()
    clock.move(timedelta(hours=2))
    sync.drain(gateway=gateway, slots=1)


def test_who_added_it_does_not_open_it(client: FlaskClient, ole: Somebody, unit: Any) -> None:
    browser = signed_in(client, ole)
    added(browser, unit)
    (known,) = sync.receivers()
    html = browser.get("/admin/receivers").text
    assert "Venter på en kollega" in html and f"/admin/receivers/{known.id}/resume" not in html
    assert f"/admin/receivers/{known.id}/pause" not in html
    acts = [browser.post(f"/admin/receivers/{known.id}/{act}").status_code for act in ("resume", "pause", "resume")]
    assert acts == [409, 303, 409] and sync.receivers()[0].waits_for_another  # pausing it is no way round


def test_the_operator_may_open_it_alone(client: FlaskClient, ole: Somebody, unit: Any) -> None:
    added(signed_in(client, ole), unit)
    sync.resume(receiver_id=sync.receivers()[0].id, actor=MADE_BY)
    assert sync.receivers()[0].paused_at is None


def test_the_secret_is_shown_once_and_kept_sealed(client: FlaskClient, ole: Somebody, unit: Any) -> None:
    browser = signed_in(client, ole)
    secret = added(browser, unit)
    assert not KEY.search(browser.get("/admin/receivers").text)
    with reading() as db:
        (sealed,) = db.execute(select(Receiver.secret)).scalars()
    assert secret.encode() not in sealed
    assert receivers.secret_of(sync.receivers()[0].id, sealed) == secret


def test_the_secret_says_whose_it_is(client: FlaskClient, ole: Somebody, unit: Any) -> None:
    browser = signed_in(client, ole)
    added(browser, unit, address="https://other.example.dk/in")
    made = browser.post("/admin/receivers/new", data=form(unit)).text
    shown = made.partition('id="made"')[2].partition("</section>")[0]
    assert KEY.search(shown) and ADDRESS in shown and "other.example.dk" not in shown


def test_while_it_is_changed_both_secrets_sign(
    client: FlaskClient, ole: Somebody, unit: Any, clock: FrozenClock
) -> None:
    browser = signed_in(client, ole)
    old = added(browser, unit)
    (known,) = sync.receivers()
    sync.resume(receiver_id=known.id, actor=MADE_BY)
    (new,) = KEY.findall(browser.post(f"/admin/receivers/{known.id}/secret").text)
    assert new != old and browser.post(f"/admin/receivers/{known.id}/secret").status_code == 409
    for last in (False, True):
        citizen = a_citizen()
        Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen)).release()
        gateway = RecordingGateway()
        _work(clock, gateway)
        (letter,) = gateway.letters
        signing.check(received=letter.headers, body=letter.body, secret=new, now=clock.now())
        assert len(letter.headers["webhook-signature"].split()) == (1 if last else 2)
        assert browser.post(f"/admin/receivers/{known.id}/secret/old").status_code == 303
    events = [event for event, _role in audited()]
    assert events.count("receiver.secret-changed") == events.count("receiver.old-secret-dropped") == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"unit": "x"}, "Vælg en enhed"),
        ({"address": "ftp://cases.example.dk/in"}, "begynde med https"),
        ({"address": "https://a:b@cases.example.dk/in"}, "begynde med https"),
        ({"purpose": []}, "mindst én ting"),
        ({"purpose": ["check-in-answers"]}, "Vælg kun det, enheden må få"),
        ({"purpose": ["made-up"]}, "Vælg kun det, enheden må få"),
        ({"body": "csv"}, "hvordan enheden får det"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    client: FlaskClient, ole: Somebody, unit: Any, wrong: dict[str, Any], said: str
) -> None:
    answer = signed_in(client, ole).post("/admin/receivers/new", data=form(unit, **wrong))
    assert answer.status_code == 422 and said in answer.text and not sync.receivers()
    assert wrong.get("address", ADDRESS) in answer.text


def test_a_page_has_no_secret_and_needs_nobody(client: FlaskClient, ole: Somebody, unit: Any) -> None:
    answer = signed_in(client, ole).post("/admin/receivers/new", data=form(unit, body="page", address=""))
    assert answer.status_code == 303
    (known,) = sync.receivers()
    assert known.paused_at is None and known.address == ""


def test_nobody_else_adds_one(client: FlaskClient, unit: Any) -> None:
    for role in ("caseworker", "health-coordinator", "translator"):
        assert signed_in(client, staff(role)).post("/admin/receivers/new", data=form(unit)).status_code in (403, 404)
    assert not sync.receivers()
