"""The doors of `/api/v1` for an outside system: token, scope, bodies, versions."""

import pytest
from flask.testing import FlaskClient

from tests.sync.outside import Caller, Outside, a_measure, a_meeting, an_outside


@pytest.fixture
def outside(runtime: object) -> Outside:
    """A system of the employment unit."""
    return an_outside()


@pytest.fixture
def call(client: FlaskClient, outside: Outside) -> Caller:
    """Its requests, as from a machine and not from our pages."""
    client.environ_base.pop("HTTP_SEC_FETCH_SITE")
    return Caller(client, outside.token())


def test_it_works(call: Caller, outside: Outside) -> None:
    purpose = call("PUT", "/purposes/p-1", outside.body(text={"da": "I arbejde igen"}))
    assert (purpose.status_code, purpose.headers["ETag"]) == (201, '"1"'), purpose.get_json()
    assert call("PUT", "/measures/m-1", a_measure(outside)).status_code == 201
    meeting = call("PUT", "/appointments/a-1", a_meeting(outside))
    assert meeting.status_code == 201, meeting.get_json()
    assert call("GET", "/measures/m-1").get_json()["title"] == {"da": "Virksomhedsbesøg"}
