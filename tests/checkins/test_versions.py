"""An answer given under an older wording is kept as what it was, whenever the phone comes back."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from companion.checkins import answers, instruments
from companion.checkins import service as checkins
from tests.people import a_citizen, signed_in
from tests.phone import check_in, phone_of, send


def test_an_old_version_is_kept_and_replayed(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    item = phone_of(amina).seal(check_in())
    newer = replace(instruments.wording("who5", "da") or pytest.fail("no wording"), version="2")
    monkeypatch.setattr(answers, "wording", lambda _instrument, _language: newer)
    assert [send(client, item).status_code, send(client, item).status_code] == [201, 200]
    assert checkins.history(amina.id)[0].instrument_version == "1"
