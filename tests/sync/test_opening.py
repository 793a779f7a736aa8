"""`/desk/open`: a case system's key leads its own unit's staff to the citizen they are there for; nobody else."""

import uuid

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import attempts
from companion.caseload import reaching, relations
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.sync import operating
from tests.caseload.test_reaching import WHY
from tests.people import MADE_BY, Somebody, signed_in, staff
from tests.sync.facts import a_world
from tests.sync.outside import Outside, an_outside, citizen_of

NOBODY = "Vi finder ingen af dine borgere med den nøgle."


@pytest.fixture
def ky(client: FlaskClient) -> Outside:
    """A system with a citizen; its caseworker is there for her, and at the desk."""
    made = an_outside()
    signed_in(client, made.staff)
    return made


def opens(client: FlaskClient, key: str) -> TestResponse:
    return client.post("/desk/open", data={"key": key})


def events(ky: Outside) -> list[str]:
    return [line.event for line in audit.lines_about(citizen_of(ky))]


def as_another(client: FlaskClient, ky: Outside, somebody: Somebody) -> TestResponse:
    return opens(signed_in(client, somebody), ky.key)


def without(answer: TestResponse, key: str) -> str:
    return answer.text.replace(key, "")


def test_it_works(client: FlaskClient, ky: Outside) -> None:
    answer = opens(client, f" {ky.key.upper()} ")
    assert (answer.status_code, answer.location) == (303, f"/desk/{citizen_of(ky)}")
    assert "Amina Haddad" in client.get(answer.location).text


def test_the_desk_leads_there_where_a_system_has_keys(client: FlaskClient, ky: Outside) -> None:
    assert '"/desk/open"' in client.get("/desk").text
    html = client.get("/desk/open").text
    assert "data-open" in html and "open." in html.partition("</head>")[0]
    assert '"/desk/open"' not in signed_in(client, staff("caseworker")).get("/desk").text


def test_a_unit_that_only_reads_a_page_has_no_keys(client: FlaskClient) -> None:
    html = signed_in(client, a_world(body="page").kim).get("/desk").text
    assert '"/desk/facts"' in html and '"/desk/open"' not in html


def test_she_reads_that_her_page_was_opened(client: FlaskClient, ky: Outside) -> None:
    opens(client, ky.key)
    opens(client, ky.key)
    assert events(ky).count("read.opened-by-key") == 1  # once a day, as every look at the desk
    signed_in(client, Somebody(citizen_of(ky), "citizen"))
    assert "Din kontakt åbnede din side fra et andet system." in client.get("/me/seen").text


def test_whoever_it_is_not_for_is_answered_alike(client: FlaskClient, ky: Outside) -> None:
    unknown = str(uuid.uuid4())
    told = without(opens(client, unknown), unknown)
    assert NOBODY in told and "Amina" not in told
    colleague = staff("caseworker", ky.client.unit_id, name="Karen Holm")  # of the unit, and not there for her
    for somebody in (colleague, elsewhere(ky, "caseworker"), elsewhere(ky, "therapist")):
        answer = as_another(client, ky, somebody)
        assert (answer.status_code, NOBODY in answer.text, "Amina" in answer.text) == (404, True, False)
        assert answer.text.count(NOBODY) == told.count(NOBODY)
    assert "read.opened-by-key" not in events(ky)


def elsewhere(ky: Outside, role: str) -> Somebody:
    """Somebody of another unit who is there for her too: the key is none of theirs."""
    found = staff(role)
    assert found.unit is not None
    who = {"citizen": citizen_of(ky), "staff": found.id, "unit": found.unit}
    caseload.relate(**who, role=role, responsible=False, actor=MADE_BY)
    return found


@pytest.mark.parametrize("key", ["", "0101901234", "x" * 300, "'; drop table", "١٢٣٤"])
def test_what_is_no_key_is_answered_the_same(client: FlaskClient, ky: Outside, key: str) -> None:
    answer = opens(client, key)
    assert answer.status_code == 404 and NOBODY in answer.text


def test_it_ends_with_the_relation(client: FlaskClient, ky: Outside) -> None:
    relations.end_all(citizen_of(ky))
    assert opens(client, ky.key).status_code == 404


def test_it_ends_with_the_receiver(client: FlaskClient, ky: Outside) -> None:
    operating.end(receiver_id=ky.client.receiver_id, actor=MADE_BY)
    assert opens(client, ky.key).status_code == 404
    assert '"/desk/open"' not in client.get("/desk").text


def test_keys_are_not_tried_one_by_one(client: FlaskClient, ky: Outside) -> None:
    answers = [opens(client, str(uuid.uuid4())).status_code for _ in range(attempts.PER_ADDRESS)]
    assert set(answers) == {404} and opens(client, ky.key).status_code == 429


def test_a_key_that_works_costs_no_attempt(client: FlaskClient, ky: Outside) -> None:
    answers = [opens(client, ky.key).status_code for _ in range(attempts.PER_ADDRESS + 1)]
    assert set(answers) == {303}


def test_who_is_not_signed_in_is_told_to_open_the_link_again(client: FlaskClient) -> None:
    for answer in (client.get("/desk/open"), opens(client, str(uuid.uuid4()))):
        assert answer.status_code == 401 and "/sign-in" in answer.text
        assert "Log ind først. Åbn så linket igen fra dit fagsystem." in answer.text


@pytest.mark.parametrize("role", ["administrator", "translator"])
def test_other_roles_have_no_such_page(client: FlaskClient, role: str) -> None:
    signed_in(client, staff(role))
    assert client.get("/desk/open").status_code == opens(client, str(uuid.uuid4())).status_code == 403


def test_a_reason_opens_it_for_a_day(client: FlaskClient) -> None:
    health = an_outside("health")
    mette = staff("health-coordinator", health.client.unit_id, name="Mette Lund")
    assert as_another(client, health, mette).status_code == 404
    reaching.reach(citizen=citizen_of(health), reason=WHY, actor=mette.actor)
    assert opens(client, health.key).status_code == 303
