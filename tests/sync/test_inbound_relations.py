"""Who is there for a citizen, as a system says it: staff read which, and it alone ends it while it lives."""

import pytest
from flask.testing import FlaskClient

from companion.caseload import own_copy, relations
from companion.caseload.service import charges_of
from companion.desk import handing_over
from companion.foundation.origin import OwnedElsewhere
from companion.sync import api_clients
from tests.people import MADE_BY, signed_in, staff
from tests.sync.outside import Outside, an_outside, citizen_of

SAID = "Kommer fra <bdi>KY</bdi>. Ret den dér."


@pytest.fixture
def outside(client: FlaskClient) -> Outside:
    return an_outside()


def is_there(outside: Outside) -> bool:
    return citizen_of(outside) in {charge.citizen_id for charge in charges_of(outside.staff.id)}


def test_staff_read_where_it_comes_from(outside: Outside, client: FlaskClient) -> None:
    html = signed_in(client, outside.staff).get(f"/desk/{citizen_of(outside)}").get_data(as_text=True)
    assert SAID in html
    (copied,) = own_copy.export_of(citizen_of(outside))["relation"]
    assert copied["source"] == "KY"


def test_people_cannot_end_it(outside: Outside, client: FlaskClient) -> None:
    citizen, colleague = citizen_of(outside), staff("caseworker", outside.staff.unit)
    with pytest.raises(OwnedElsewhere):
        relations.end(citizen=citizen, staff=outside.staff.id, actor=MADE_BY)
    typed = {"citizen": str(citizen), "colleague": str(colleague.id)}
    answer = signed_in(client, outside.staff).post("/desk/handover", data=typed)
    assert answer.status_code == 409 and "Den del kommer fra KY." in answer.get_data(as_text=True)
    assert is_there(outside)


def test_the_system_ends_it(outside: Outside) -> None:
    outside.keeps("relations", "rel-1", end=True, if_match='"1"')
    assert not is_there(outside)


def test_somebody_who_leaves_leaves_no_gap(outside: Outside) -> None:
    """An operator hands everything over, whoever said that the relation is there."""
    citizen, colleague = citizen_of(outside), staff("caseworker", outside.staff.unit)
    handing_over.hand_over(citizens=[citizen], giver=outside.staff.id, receiver=colleague.id, actor=MADE_BY)
    assert citizen in {charge.citizen_id for charge in charges_of(colleague.id)} and not is_there(outside)


def test_once_the_system_is_shut_out_it_is_staffs(outside: Outside, client: FlaskClient) -> None:
    citizen = citizen_of(outside)
    api_clients.end(outside.client.id, actor=MADE_BY)
    assert SAID not in signed_in(client, outside.staff).get(f"/desk/{citizen}").get_data(as_text=True)
    relations.end(citizen=citizen, staff=outside.staff.id, actor=MADE_BY)
    assert not {charge for charge in charges_of(outside.staff.id) if charge.citizen_id == citizen}
