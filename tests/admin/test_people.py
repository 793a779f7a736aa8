"""Who works here: taken on, let in by a code, given and relieved of roles; a citizen is never on these pages."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts import codes, colleagues
from companion.accounts.active import role_today
from companion.foundation import audit
from companion.foundation.errors import NotFound
from tests.clock import FrozenClock
from tests.people import a_citizen, responsible_for, signed_in, staff

NEW = {"name": "Hanne Lund", "language": "da", "role": "therapist", "phone": "72 00 00 07", "valid_from": "2026-11-22"}


def newcomer(unit: object, **changed: str) -> dict[str, str]:
    return {**NEW, "unit": str(unit), **changed}


def test_it_works(client: FlaskClient) -> None:
    ole = staff("administrator", name="Ole Brandt")
    browser = signed_in(client, ole)
    made = browser.post("/admin/people/new", data=newcomer(ole.unit))
    assert made.status_code == 303
    page = browser.get(made.location).text
    assert "Hanne Lund" in page and "Behandler" in page
    told = browser.post(f"{made.location}/code").text
    digits = re.sub(r"\D", "", re.findall(r'<bdi dir="ltr">([\d ]{11})</bdi>', told)[0])
    assert codes.use(digits).role == "therapist"


def test_no_citizen_is_on_any_page(client: FlaskClient) -> None:
    amina = a_citizen(name="Amina Haddad")
    ole = signed_in(client, staff("administrator"))
    assert "Amina" not in ole.get("/admin/people").text
    assert "Amina" not in ole.post("/admin/people/find", data={"name": "Amina"}).text.replace('value="Amina"', "")
    for path in ("", "/code", "/sign-out", "/close", "/roles"):
        method = ole.post if path else ole.get
        assert method(f"/admin/people/{amina.id}{path}", data=newcomer("")).status_code == 404, path


def test_a_role_holds_from_a_day_until_another(client: FlaskClient, clock: FrozenClock) -> None:
    ole, karen = staff("administrator"), staff("caseworker")
    wanted = newcomer(karen.unit, role="administrator", valid_from="2026-12-01", valid_to="2026-12-10")
    assert signed_in(client, ole).post(f"/admin/people/{karen.id}/roles", data=wanted).status_code == 303
    held = {one.role: one for one in colleagues.roles_of([karen.id])}
    assert str(held["administrator"].valid_to) == "2026-12-10" and colleagues.is_administrator(karen.id)
    clock.move(timedelta(days=19))
    assert not colleagues.is_administrator(karen.id)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Skriv et navn"),
        ({"role": "citizen"}, "Vælg en rolle"),
        ({"unit": ""}, "høre til en enhed"),
        ({"valid_from": "2026-11-21"}, "i dag eller senere"),
        ({"valid_to": "2026-11-22"}, "efter den"),
        ({"hours_from": "15:00", "hours_to": "09:00"}, "to klokkeslæt"),
        ({"hours_from": "09:00+01:00", "hours_to": "10:00"}, "to klokkeslæt"),
        ({"role": "interpreter"}, "fyldt 18"),
        ({"phone": "1" * 21}, "20 tegn"),
    ],
)
def test_a_wrong_form_is_told_and_nothing_is_lost(client: FlaskClient, wrong: dict[str, str], said: str) -> None:
    ole = staff("administrator")
    answer = signed_in(client, ole).post("/admin/people/new", data={**newcomer(ole.unit), **wrong})
    assert answer.status_code == 422 and said in answer.text
    assert len(colleagues.colleagues()) == 1


def test_nobody_changes_her_own_rights(client: FlaskClient) -> None:
    ole = staff("administrator")
    browser = signed_in(client, ole)
    (own,) = colleagues.roles_of([ole.id])
    tries = (f"{ole.id}/roles", f"{ole.id}/close", f"roles/{own.id}/end")
    assert [browser.post(f"/admin/people/{one}", data=newcomer(ole.unit)).status_code for one in tries] == [403] * 3
    assert role_today(ole.id) == "administrator"


def test_the_last_administrator_stays(client: FlaskClient, clock: FrozenClock) -> None:
    ole, ida = staff("administrator"), staff("administrator", name="Ida")
    (hers,) = colleagues.roles_of([ida.id])
    browser = signed_in(client, ole)
    assert browser.post(f"/admin/people/{ida.id}/close").status_code == 303
    (his,) = colleagues.roles_of([ole.id])
    with pytest.raises(colleagues.LastAdministrator):
        colleagues.end_role(role_id=his.id, valid_to=clock.now().date(), actor=audit.WORKER)
    assert not hers.is_over


def test_closing_an_account_leaves_nobody_without_a_word(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert signed_in(client, staff("administrator")).post(f"/admin/people/{karen.id}/close").status_code == 303
    assert role_today(karen.id) is None
    assert "responsible.missing" in {line.event for line in audit.lines_about(amina.id)}


def test_a_role_of_a_citizen_is_no_role_at_work(client: FlaskClient, clock: FrozenClock) -> None:
    amina, ole = a_citizen(), staff("administrator")
    assert colleagues.roles_of([amina.id]) == []
    with pytest.raises(NotFound):
        colleagues.colleague(amina.id)
    assert signed_in(client, ole).post(f"/admin/people/roles/{amina.id}/end").status_code == 404


def test_only_administrators_with_two_factors_come_in(client: FlaskClient) -> None:
    for person in (a_citizen(), staff("caseworker"), staff("therapist"), staff("translator")):
        assert signed_in(client, person).get("/admin").status_code == 403
    ole = staff("administrator")
    assert signed_in(client, ole, method="code").get("/admin/people").status_code == 403
    assert signed_in(client, ole).get("/admin").status_code == 200


def test_the_list_is_paged_and_searched(client: FlaskClient) -> None:
    unit = staff("administrator", name="Aage").unit
    for number in range(colleagues.PAGE):
        staff("translator", unit, name=f"Bo {number:02}")
    ole = signed_in(client, staff("administrator", unit, name="Zita"))
    assert "after=50" in ole.get("/admin/people").text and "Zita" in ole.get("/admin/people?after=50").text
    found = ole.post("/admin/people/find", data={"name": "bo 07"})
    assert (
        "Bo 07" in found.text and "Bo 08" not in found.text and "/admin/people/find" not in found.text.split("<main")[0]
    )
