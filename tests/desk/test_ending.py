"""Ending or moving away: everything stops that day, her copy is readable for 90 days, then nothing of her is left."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts import ended, sign_in, trusted
from companion.accounts import service as accounts
from companion.accounts.contacts import contacts
from companion.accounts.ended import HasEnded
from companion.appointments import service as appointments
from companion.caseload import relations
from companion.caseload import service as caseload
from companion.consent import service as consent
from companion.consent.purposes import WHO5_INDEX
from companion.desk import ending, handing_over
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.sync import service as sync
from companion.sync.claiming import Claim, claim
from companion.tasks import service as tasks
from companion.worker import retention
from tests.caseload.test_caseload import relate
from tests.clock import FrozenClock
from tests.me.a_whole_life import NAME, Life, a_life
from tests.people import MADE_BY, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id


def ends(life: Life) -> None:
    ending.end(citizen=life.id, actor=life.karen.actor)


def test_everything_stops_that_day(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    ends(life)
    assert caseload.responsible_for(life.id) is None and not handing_over.held_by(life.karen.id)
    assert not consent.allows(citizen=life.id, purpose=WHO5_INDEX, unit=life.unit)
    assert all(one.cancelled_at for one in appointments.upcoming(life.id))
    assert not tasks.waiting_for(life.karen.id) and not trusted.of(life.id) and ended.is_ended(life.id)


def test_nothing_that_waited_is_sent(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    ends(life)
    clock.move(timedelta(hours=2))
    sync.take_facts()
    assert not isinstance(claim(), Claim)


def test_nothing_new_begins(runtime: Runtime) -> None:
    life = a_life()
    ends(life)
    with pytest.raises(HasEnded):
        relate(life.amina, life.karen)
    with pytest.raises(HasEnded):
        ends(life)
    with pytest.raises(NotFound):
        ending.end(citizen=life.karen.id, actor=MADE_BY)


@pytest.mark.parametrize(("days", "readable"), [(89, True), (91, False)])
def test_she_reads_for_90_days(client: FlaskClient, clock: FrozenClock, days: int, readable: bool) -> None:
    life = a_life()
    ends(life)
    clock.move(timedelta(days=days))
    retention.if_due()
    if readable:
        signed_in(client, life.amina)
        assert by_id(client.get("/").text, "ended") is not None
        assert all(client.get(page).status_code == 200 for page in ("/plan", "/appointments", "/team", "/me/export"))
        assert NAME in client.post("/me/export/companion.json").text
    else:
        with pytest.raises(NotFound):
            accounts.person(life.id)
        token = sign_in.sign_in(person=life.id, own_phone=True, method="passkey")
        assert sign_in.who(token) is None


def test_she_reads_and_sends_nothing(client: FlaskClient) -> None:
    life = a_life()
    ends(life)
    signed_in(client, life.amina)
    for address in ("/call-me", "/nobody-answers", "/check-in/later", "/me/sharing", "/me/trusted"):
        answer = client.post(address)
        assert answer.status_code == 403 and "Dit forløb er slut." in answer.text
    assert client.post("/language", data={"_language": "en"}).status_code == 303
    assert client.post("/me/erase", data={"sure": "yes"}).status_code == 200


def test_today_says_it_plainly_and_gives_a_number(client: FlaskClient) -> None:
    life = a_life("ar")
    ends(life)
    signed_in(client, life.amina)
    html = client.get("/").text
    section = by_id(html, "ended")
    assert section is not None and "20 فبراير" in section.text and "72 00 00 00" in section.text
    assert by_id(html, "responsible") is None and by_id(html, "check-in") is None


def test_who_is_responsible_ends_it_on_one_plain_page(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    address = f"/desk/{amina.id}/end"
    assert "90 dage" in client.get(address).text
    assert client.post(address).status_code == 422 and not ended.is_ended(amina.id)
    assert client.post(address, data={"sure": "1"}).status_code == 303 and ended.is_ended(amina.id)
    assert client.get(address).status_code == 404


def test_nobody_else_does(client: FlaskClient) -> None:
    amina, rikke = a_citizen(), staff("therapist")
    responsible_for(amina)
    relate(amina, rikke)
    for somebody in (rikke, staff()):
        signed_in(client, somebody)
        for answer in (client.get(f"/desk/{amina.id}/end"), client.post(f"/desk/{amina.id}/end", data={"sure": "1"})):
            assert answer.status_code == 404
    assert not ended.is_ended(amina.id)


def test_an_ended_case_is_no_gap(client: FlaskClient) -> None:
    life = a_life()
    ends(life)
    signed_in(client, life.karen)
    assert by_id(client.get("/desk/gaps").text, "none") is not None


def test_she_comes_back_before_it_is_erased(runtime: Runtime) -> None:
    life = a_life()
    ends(life)
    ended.reopen(citizen=life.id, actor=MADE_BY)
    relations.put_in_charge(citizen=life.id, contact=contacts([life.karen.id])[life.karen.id], actor=MADE_BY)
    assert caseload.responsible_for(life.id) is not None
    with pytest.raises(NotFound):
        ended.reopen(citizen=life.id, actor=MADE_BY)
