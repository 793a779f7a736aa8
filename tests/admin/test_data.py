"""Vocabularies, help lines, receivers, templates, languages and retention, as an administrator sees and edits them."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.accounts import vocabularies
from companion.foundation.audit import AuditLine
from companion.foundation.clock import danish
from companion.foundation.database import reading, transaction
from companion.foundation.runtime import Runtime
from companion.help.lines import help_lines
from companion.sync import operating
from companion.sync import service as sync
from companion.sync.receivers import note_call, pause
from companion.sync.rules import RESTS_AFTER, Answer
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, signed_in, staff
from tests.sync.sharing import RecordingGateway, a_receiver, sharing

TERM = {"code": "sygedagpenge", "name_da": "Sygedagpenge", "name_en": "Sickness benefit", "valid_from": "2026-01-01"}
LINE = {"key": "night", "name_da": "Natlinjen", "number": "70 11 22 33", "hours_da": "Altid", "region": "all"}


@pytest.fixture
def ole(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("administrator"))


def test_s17_four_kinds_of_benefit_are_data(ole: FlaskClient) -> None:
    for code in ("sygedagpenge", "dagpenge", "hjaelp", "integration"):
        assert ole.post("/admin/vocabularies/benefit-kind", data={**TERM, "code": code}).status_code == 303
    assert len(vocabularies.codes_on("benefit-kind", date(2026, 11, 22))) == 4
    assert "4 ord i brug" in ole.get("/admin/vocabularies").text


def test_s10_a_reform_is_an_edit(ole: FlaskClient, clock: FrozenClock) -> None:
    ole.post("/admin/vocabularies/benefit-kind", data=TERM)
    (term,) = vocabularies.terms("benefit-kind")
    changed = {**TERM, "name_da": "Ny ydelse", "valid_from": "2027-01-01"}
    assert ole.post("/admin/vocabularies/benefit-kind", data=changed).status_code == 409
    ended = ole.post(f"/admin/vocabularies/terms/{term.id}/end", data={"valid_to": "2027-01-01"})
    assert ended.status_code == 303
    assert ole.post("/admin/vocabularies/benefit-kind", data=changed).status_code == 303
    assert vocabularies.called("benefit-kind", "sygedagpenge") == {"da": "Sygedagpenge", "en": "Sickness benefit"}
    clock.move(timedelta(days=60))
    assert vocabularies.called("benefit-kind", "sygedagpenge") == {"da": "Ny ydelse", "en": "Sickness benefit"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"code": "Æ B"}, "små bogstaver"), ({"name_da": ""}, "dansk navn"), ({"valid_from": ""}, "Vælg en dag")],
)
def test_a_wrong_word_is_told(ole: FlaskClient, wrong: dict[str, str], said: str) -> None:
    answer = ole.post("/admin/vocabularies/plan-kind", data={**TERM, **wrong})
    assert answer.status_code == 422 and said in answer.text and "Sickness benefit" in answer.text


def test_there_is_no_other_vocabulary(ole: FlaskClient) -> None:
    assert ole.get("/admin/vocabularies/diagnosis").status_code == 404
    assert ole.post("/admin/vocabularies/diagnosis", data=TERM).status_code == 404


def test_a_new_number_shows_when_somebody_has_rung_it(ole: FlaskClient) -> None:
    assert ole.post("/admin/help-lines/new", data=LINE).status_code == 303
    assert "Natlinjen" not in ole.get("/help").text
    assert ole.post("/admin/help-lines/night/rung").status_code == 303
    assert "Natlinjen" in ole.get("/help").text and help_lines()[0].number == "112"


def test_a_number_of_the_file_is_edited_and_removed(ole: FlaskClient) -> None:
    changed = {**LINE, "number": "70 201 202", "verified_on": "2026-11-20", "low": "1"}
    assert ole.post("/admin/help-lines/livslinien", data=changed).status_code == 303
    assert "70 201 202" in ole.get("/help").text
    assert ole.post("/admin/help-lines/livslinien/remove").status_code == 303
    assert "70 201 202" not in ole.get("/help").text and "70 201 201" not in ole.get("/help").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "ring nu"}, "kun tal"),
        ({"name_da": ""}, "dansk navn"),
        ({"key": "112"}, "nøgle"),
        ({"key": "new"}, "nøgle"),
        ({"verified_on": "2026-11-23"}, "fremtiden"),
    ],
)
def test_a_wrong_number_is_told(ole: FlaskClient, wrong: dict[str, str], said: str) -> None:
    answer = ole.post("/admin/help-lines/new", data={**LINE, **wrong})
    assert answer.status_code == 422 and said in answer.text and "Altid" in answer.text


def test_danger_to_life_stays(ole: FlaskClient) -> None:
    assert ole.post("/admin/help-lines/112/remove").status_code == 409
    assert ole.post("/admin/help-lines/112", data={**LINE, "number": "113"}).status_code == 409
    assert ole.get("/admin/help-lines/nobody").status_code == 404


def test_a_receiver_tells_what_needs_somebody_and_nobody_else(ole: FlaskClient, clock: FrozenClock) -> None:
    shared = sharing()
    assert "Alt går" in ole.get("/admin/receivers").text
    shared.release()
    sync.take_facts()
    assert "Alt går" in ole.get("/admin/receivers").text  # on its way: nobody watches a number leave
    clock.move(timedelta(hours=2))
    html = ole.get("/admin/receivers").text
    assert "1 ting er for sent ude" in html and "Noget venter" in ole.get("/admin").text
    assert str(shared.citizen.id) not in html and "Amina" not in html


def test_a_paused_receiver_is_opened_again(ole: FlaskClient, runtime: Runtime) -> None:
    receiver = a_receiver(staff("caseworker").unit)  # type: ignore[arg-type] # she has one
    with transaction() as session:
        pause(session, receiver_id=receiver, why="404")
    assert "Sat på pause" in ole.get("/admin/receivers").text
    assert ole.post(f"/admin/receivers/{receiver}/resume").status_code == 303
    assert "Sat på pause" not in ole.get("/admin/receivers").text


def audited(event: str) -> list[Any]:
    with reading() as db:
        return list(db.execute(select(AuditLine.actor_role, AuditLine.about).where(AuditLine.event == event)))


def test_a_receiver_is_paused_as_by_the_operator(ole: FlaskClient) -> None:
    sharing()
    (known,) = sync.receivers()
    assert ole.post(f"/admin/receivers/{known.id}/pause").status_code == 303
    assert "Sat på pause" in ole.get("/admin/receivers").text
    assert audited("receiver.paused") == [("administrator", known.id)]


def test_what_it_refused_is_sent_again(ole: FlaskClient, clock: FrozenClock) -> None:
    shared = sharing()
    shared.release()
    sync.take_facts()
    clock.move(timedelta(hours=2))
    sync.drain(gateway=RecordingGateway([Answer(422, "http-422", arrived=False)]), slots=1)
    assert "1 ting blev afvist" in ole.get("/admin/receivers").text
    (known,) = sync.receivers()
    assert ole.post(f"/admin/receivers/{known.id}/redrive").status_code == 303
    assert audited("deliveries.redriven") == [("administrator", known.id)]
    sync.drain(gateway=RecordingGateway(), slots=1)
    assert shared.state() == "delivered" and "Send dem igen" not in ole.get("/admin/receivers").text


def test_a_receiver_that_rests_says_until_when(ole: FlaskClient) -> None:
    receiver = a_receiver(staff("caseworker").unit)  # type: ignore[arg-type] # she has one
    with transaction() as session:
        for _call in range(RESTS_AFTER + 6):
            note_call(session, receiver_id=receiver, failed=True)
    html = ole.get("/admin/receivers").text
    until = sync.receivers()[0].rests_until
    assert until is not None and "Svarer ikke" in html and danish(until).strftime("%H.%M") in html


def test_an_ended_receiver_stands_last_without_buttons(ole: FlaskClient) -> None:
    first, last = (a_receiver(staff("caseworker").unit) for _ in range(2))  # type: ignore[arg-type] # they have one
    operating.end(receiver_id=first, actor=MADE_BY)
    html = ole.get("/admin/receivers").text
    assert "Afsluttet" in html and html.index(f"receiver-{last}") < html.index(f"receiver-{first}")
    assert f"/admin/receivers/{first}/" not in html and "Sat på pause" not in html
    for act in ("pause", "resume", "redrive"):
        assert ole.post(f"/admin/receivers/{first}/{act}").status_code == 404


def test_templates_languages_and_retention_are_shown(ole: FlaskClient) -> None:
    assert "toender-diabetes" in ole.get("/admin/programmes").text
    assert "العربية" in ole.get("/admin/languages").text
    assert "730 dage" in ole.get("/admin/retention").text
    assert "Det er ikke sket endnu" in ole.get("/admin/retention").text


def test_nothing_here_is_a_citizens(client: FlaskClient) -> None:
    a_citizen(name="Amina Haddad")
    ole = signed_in(client, staff("administrator"))
    doors = ("", "/units", "/people", "/vocabularies", "/help-lines", "/programmes", "/receivers", "/languages")
    assert not [door for door in (*doors, "/retention") if "Amina" in ole.get(f"/admin{door}").text]
