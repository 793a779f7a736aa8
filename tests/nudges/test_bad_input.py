"""Bad input to the desk's messages: a stranger, markup in the own line, a translation that leaves the time out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from companion.foundation import crypto
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.nudges import library
from companion.nudges.records import Message
from companion.nudges.sending import PlaceholderMissing, PlainTextOnly
from tests.nudges.made import HELLO, drains, meets, messages, writes
from tests.people import Somebody, a_citizen, responsible_for, signed_in

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
MARKUP = "<b onclick=alert(1)>Hej</b>"
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(client: FlaskClient) -> Pair:
    """Amina, who reads Arabic, and Karen, who is signed in."""
    amina = a_citizen("ar")
    karen = responsible_for(amina)
    signed_in(client, karen)
    return amina, karen


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> str:
    """A text whose Arabic words leave the time out."""
    found = library.templates()["see-you"]
    lacks = {**found.text, "ar": found.text["ar"].replace("{time}", "")}
    monkeypatch.setitem(library.templates(), "see-you", replace(found, text=lacks))
    return "see-you"


def test_a_nudge_to_somebody_outside_the_caseload_is_404(client: FlaskClient, pair: Pair) -> None:
    stranger = a_citizen(name="Nora Berg")
    assert client.post(f"/desk/{stranger.id}/nudge", data={"template": HELLO}).status_code == 404
    with pytest.raises(NotFound):
        writes(pair[1], pair[0], stranger)
    assert not messages(pair[0]) and not messages(stranger)


def test_html_in_the_own_line_is_refused_and_shown_as_text(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    with pytest.raises(PlainTextOnly):
        writes(karen, amina, own_words=MARKUP)
    answer = client.post(f"/desk/{amina.id}/nudge", data={"template": HELLO, "own_words": MARKUP})
    assert answer.status_code == 422 and MARKUP not in answer.text and "&lt;b onclick" in answer.text


def test_html_that_is_stored_anyway_is_text_on_every_page_and_on_no_phone(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina, own_words="Hej")
    with transaction() as session:
        found = session.get_one(Message, key)
        found.own_words = crypto.seal(MARKUP, table="message", row=key, field="own_words")
    notices = drains().notices
    assert len(notices) == 1 and "onclick" not in repr(notices)
    desk = client.get(f"/desk/{amina.id}/nudge").text
    hers = signed_in(client, amina).get("/messages").text
    for html in (desk, hers):
        assert MARKUP not in html and "&lt;b onclick" in html


def test_a_translation_that_leaves_a_placeholder_out_is_refused_by_name(
    client: FlaskClient, pair: Pair, broken: str
) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    with pytest.raises(PlaceholderMissing):
        writes(karen, amina, template=broken, about={amina.id: meeting})
    answer = client.post(f"/desk/{amina.id}/nudge", data={"template": broken})
    assert answer.status_code == 409 and "{time}" in answer.text and not messages(amina, "nudge")
