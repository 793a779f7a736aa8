"""The doors of `/api/v1` for an outside system: scopes, versions, bad bodies, and never a CPR number back."""

import io
import json
import logging
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion.accounts import service as accounts
from companion.sync import api_clients
from tests.people import MADE_BY, signed_in, staff
from tests.sync.outside import CPR, Caller, Outside, a_measure, a_meeting, an_outside, citizen_of


@pytest.fixture
def outside(runtime: object) -> Outside:
    """A system of the employment unit, and the purpose of its citizen."""
    made = an_outside()
    made.keeps("purposes", "p-1", body=made.body(text={"da": "I arbejde igen"}))
    return made


@pytest.fixture
def call(client: FlaskClient, outside: Outside) -> Caller:
    """Its requests, as from a machine and not from our pages."""
    client.environ_base.pop("HTTP_SEC_FETCH_SITE")
    return Caller(client, outside.token())


def said(answer: Any) -> tuple[int, str, list[str]]:
    """Status, code and element of the first issue."""
    issue = answer.get_json(force=True)["issue"][0]
    return answer.status_code, issue["details"]["coding"][0]["code"], issue.get("expression", [])


def test_it_works(call: Caller, outside: Outside) -> None:
    assert call("PUT", "/measures/m-1", a_measure(outside)).status_code == 201
    meeting = call("PUT", "/appointments/a-1", a_meeting(outside))
    assert (meeting.status_code, meeting.headers["ETag"]) == (201, '"1"')
    assert call("GET", "/measures/m-1").get_json()["title"] == {"da": "Virksomhedsbesøg"}
    assert call("GET", "/staff").get_json()["staff"][0]["staff"] == str(outside.staff.id)


def test_the_same_person_has_the_same_key_every_time(call: Caller, outside: Outside) -> None:
    again = call("POST", "/people", {"cpr": "010190-1234", "name": "Amina H."})
    assert (again.status_code, again.get_json()) == (200, {"key": outside.key})


def test_a_change_names_the_version_it_changes(call: Caller, outside: Outside) -> None:
    first = call("PUT", "/measures/m-1", a_measure(outside))
    changed = a_measure(outside, place={"da": "Havnen"})
    assert said(call("PUT", "/measures/m-1", changed))[0] == 428
    second = call("PUT", "/measures/m-1", changed, headers={"If-Match": first.headers["ETag"]})
    assert (second.status_code, second.headers["ETag"]) == (200, '"2"')
    stale = call("PATCH", "/measures/m-1", {"place": {"da": "Torvet"}}, headers={"If-Match": '"1"'})
    assert said(stale)[:2] == (412, "Stale")
    repeated = call("PUT", "/measures/m-1", changed, headers={"If-Match": '"1"'})
    assert (repeated.status_code, repeated.headers["ETag"]) == (200, '"2"')


def test_a_patch_changes_only_what_it_names(call: Caller, outside: Outside) -> None:
    call("PUT", "/measures/m-1", a_measure(outside, place={"da": "Havnen"}))
    patched = call("PATCH", "/measures/m-1", {"place": None, "track": "education"}, headers={"If-Match": '"1"'})
    assert "place" not in patched.get_json() and patched.get_json()["track"] == "education"
    assert patched.get_json()["title"] == {"da": "Virksomhedsbesøg"}


def test_what_is_ended_is_gone(call: Caller, outside: Outside) -> None:
    call("PUT", "/measures/m-1", a_measure(outside))
    assert call("DELETE", "/measures/m-1", headers={"If-Match": '"1"'}).status_code == 204
    assert said(call("GET", "/measures/m-1"))[0] == 404


def test_a_dry_run_keeps_nothing(call: Caller, outside: Outside) -> None:
    assert call("PUT", "/measures/m-1?dry_run=true", a_measure(outside)).status_code == 201
    assert call("PUT", "/measures/m-2", a_measure(outside), headers={"Prefer": "dry-run"}).status_code == 201
    assert {call("GET", f"/measures/m-{one}").status_code for one in (1, 2)} == {404}
    assert said(call("PUT", "/measures/m-1?dry_run=yes", a_measure(outside)))[0] == 422


def test_another_units_citizen_is_not_there(call: Caller, outside: Outside) -> None:
    other = an_outside(name="Andet system", cpr="0202901234")
    assert said(call("PUT", "/measures/m-1", a_measure(outside, person=other.key))) == (
        404,
        "NoSuchPerson",
        ["/person"],
    )
    assert said(call("PUT", "/measures/m-1", a_measure(outside, staff=str(other.staff.id))))[1] == "NotOfYourUnit"
    same_person = an_outside(name="Tredje system")
    assert citizen_of(same_person) == citizen_of(outside) and same_person.key != outside.key


@pytest.mark.parametrize(
    ("wrong", "code", "element"),
    [
        ({"kind": "decision"}, "LetterMissing", "/letter"),
        ({"kind": "decision", "letter": {"on": "2026-11-23", "reference": "4711"}}, "value_error", "/letter/on"),
        ({"kind": "decision", "letter": {"on": "1899-01-01", "reference": "4711"}}, "value_error", "/letter/on"),
        ({"kind": "duty"}, "literal_error", "/kind"),
        ({"on": "2150-01-01"}, "NoSuchDay", "/on"),
        ({"on": "tomorrow"}, "date_from_datetime_parsing", "/on"),
        ({"measure": "no-such"}, "UnknownMeasure", "/measure"),
        ({"title": {"en": "A visit"}}, "value_error", "/title"),
        ({"visible_to": True}, "literal_error", "/visible_to"),
        ({"why": {"da": "Du skal komme."}}, "SoundsLikeDuty", "/why"),
        ({"0101901234": "x"}, "extra_forbidden", ""),
    ],
)
def test_a_wrong_field_is_named(call: Caller, outside: Outside, wrong: dict[str, Any], code: str, element: str) -> None:
    answer = call("PUT", "/measures/m-1", a_measure(outside, **wrong))
    assert said(answer) == (422, code, [element] if element else []) and CPR not in answer.text


def test_what_is_dated_ahead_is_refused_in_a_meeting_and_in_the_catalogue_too(call: Caller, outside: Outside) -> None:
    ahead = {"on": "2099-01-01", "reference": "4711"}
    meeting = a_meeting(outside, kind="decision", letter=ahead)
    assert said(call("PUT", "/appointments/a-1", meeting)) == (422, "value_error", ["/letter/on"])
    offer: dict[str, Any] = {name: {"da": "Ord"} for name in ("title", "about", "owner")}
    offer |= {"task_type": "t", "source": "s", "verified_on": "2099-01-01"}
    assert said(call("PUT", "/catalogue/k-1", offer)) == (422, "value_error", ["/verified_on"])
    todays = a_meeting(outside, kind="decision", letter={**ahead, "on": "2026-11-22"})
    assert call("PUT", "/appointments/a-1", todays).status_code == 201


def test_true_is_no_number_and_a_past_day_no_meeting(call: Caller, outside: Outside) -> None:
    assert said(call("PUT", "/appointments/a", a_meeting(outside, minutes=True)))[2] == ["/minutes"]
    past = a_meeting(outside, starts_at="2020-01-01T10:00:00Z")
    assert said(call("PUT", "/appointments/a", past))[1:] == ("TooEarly", ["/starts_at"])
    assert said(call("PUT", "/appointments/a", a_meeting(outside, starts_at="9999-12-31T23:59:00-12:00")))[0] == 422


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"{}", "application/json; charset=latin-1", 415),
        ("{'navn': 'Søren'}".encode("latin-1"), "application/json", 400),
        (b'{"a": 1, "a": 2}', "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b'{"a": "\\ud800"}', "application/json", 400),
        (b'{"a": "\\u0000"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[1]", "application/json", 422),
        (b" " * 10_000_000, "application/json", 413),
    ],
)
def test_a_body_that_is_none_is_refused(call: Caller, body: bytes, kind: str, status: int) -> None:
    assert said(call("PUT", "/measures/m-1", data=body, content_type=kind))[0] == status


def test_a_number_never_comes_back(call: Caller, outside: Outside, caplog: pytest.LogCaptureFixture) -> None:
    """R5: not in an answer, an error, a log, an address that works, or a FHIR id."""
    caplog.set_level(logging.DEBUG)
    tried = [
        call("POST", "/people", {"cpr": CPR, "name": ""}),
        call("POST", "/people", {"cpr": f"{CPR}9", "name": "Amina"}),
        call("POST", "/people", {"cpr": "3101991234x"[:10] + "0", "name": "Amina"}),
        call("PUT", f"/measures/{CPR}", a_measure(outside)),
        call("PUT", "/measures/m-1", a_measure(outside, person=CPR)),
        call("POST", "/batch", {"items": [{"kind": CPR, "identifier": CPR}, {"kind": "measures", "identifier": CPR}]}),
        call("GET", "/facts?cursor=" + CPR),
    ]
    assert not [answer.text for answer in tried if CPR in answer.text or "310199" in answer.text]
    assert CPR not in caplog.text and {answer.status_code for answer in tried} <= {200, 404, 422}


def test_without_a_token_nobody_comes_in(client: FlaskClient, outside: Outside) -> None:
    anybody = Caller(client, "nothing")
    answer = anybody("GET", "/staff")
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")
    signed_in(client, staff("administrator"))
    assert anybody("GET", "/staff").status_code == 401


def test_a_scope_opens_its_own_door_only(call: Caller) -> None:
    assert said(call("PUT", "/sub-goals/g-1", {}))[:2] == (403, "ScopeMissing")
    told = call("POST", "/batch", {"items": [{"kind": "sub-goals", "identifier": "g-1"}]}).get_json()
    assert told["outcomes"][0]["status"] == 403


def test_an_ended_system_is_out_at_its_next_request(call: Caller, outside: Outside) -> None:
    call("PUT", "/measures/m-1", a_measure(outside))
    api_clients.end(outside.client.id, actor=MADE_BY)
    assert call("GET", "/staff").status_code == 401


def test_staff_cannot_change_what_comes_from_outside(call: Caller, outside: Outside, client: FlaskClient) -> None:
    """The page says where it comes from, and the services refuse."""
    from companion.foundation.origin import OwnedElsewhere
    from companion.plan import editing

    citizen = citizen_of(outside)
    call("PUT", "/measures/m-1", a_measure(outside))
    with pytest.raises(OwnedElsewhere):
        editing.set_purpose(citizen=citizen, purpose={"da": "Andet"}, version=1, actor=outside.staff.actor)
    assert accounts.person(citizen).name == "Amina Haddad"
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    page = signed_in(client, outside.staff).get(f"/desk/{citizen}/plan").text
    assert page.count("Kommer fra KY. Ret den dér.") == 2


def test_the_description_is_openapi_3_1_and_names_every_door(call: Caller) -> None:
    told = json.load(io.BytesIO(call("GET", "/openapi.json").data))
    assert told["openapi"].startswith("3.1") and "/api/v1/measures/{identifier}" in told["paths"]
    assert told["paths"]["/api/v1/people"]["post"]["security"] == [{"client": ["people"]}]
