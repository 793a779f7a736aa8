"""Two taps at the desk: choose a text, see both languages, send; held or stopped, the page tells no reason."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from companion.caseload import service as caseload
from companion.foundation import audit
from companion.nudges import choices, history, inbox
from tests.nudges.made import HELLO, drains, meets, messages, writes
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(client: FlaskClient) -> Pair:
    """Amina, who reads Arabic, and Karen, who is signed in."""
    amina = a_citizen("ar")
    karen = responsible_for(amina)
    signed_in(client, karen)
    return amina, karen


def sends(client: FlaskClient, amina: Somebody, **form: object) -> int:
    return client.post(f"/desk/{amina.id}/nudge", data={"template": HELLO, **form}).status_code


def test_it_works(client: FlaskClient, pair: Pair) -> None:
    amina, _karen = pair
    assert f"/desk/{amina.id}/nudge?template={HELLO}" in client.get(f"/desk/{amina.id}/nudge").text
    preview = by_id(client.get(f"/desk/{amina.id}/nudge?template={HELLO}").text, "preview")
    assert preview is not None and "أفكّر" in preview.text and "Jeg tænker på dig" in preview.text
    assert sends(client, amina, own_words="Hilsen fra mig") == 303
    assert len(messages(amina)) == 1 and "Går ud senere" in client.get(f"/desk/{amina.id}/nudge").text


def test_the_look_is_written_down_for_her(client: FlaskClient, pair: Pair) -> None:
    amina, _karen = pair
    client.get(f"/desk/{amina.id}/nudge")
    assert "read.nudges" in [line.event for line in audit.lines_about(amina.id)]


def test_nobody_elses_citizen_is_there(client: FlaskClient, pair: Pair) -> None:
    nora = a_citizen(name="Nora Berg")
    for door in (f"/desk/{nora.id}/nudge", f"/desk/{uuid.uuid4()}/nudge"):
        assert client.get(door).status_code == 404
        assert client.post(door, data={"template": HELLO}).status_code == 404
    assert sends(client, pair[0], others=[str(nora.id)]) == 404 and not messages(pair[0])


def test_to_several_of_her_own(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    nora = a_citizen(name="Nora Berg")
    assert karen.unit is not None
    caseload.relate(citizen=nora.id, staff=karen.id, role=karen.role, unit=karen.unit, responsible=True, actor=MADE_BY)
    assert sends(client, amina, others=[str(nora.id)]) == 303
    assert len(messages(amina)) == len(messages(nora)) == 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"own_words": "<script>alert(1)</script>"}, "own_words"),
        ({"own_words": "a" * 301}, "own_words"),
        ({"when": "day", "day": "2026-02-30"}, "when"),
        ({"when": "day", "day": "2020-01-01"}, "when"),
        ({"when": "meeting", "days": "-3"}, "when"),
        ({"when": "programme", "week": "4"}, "when"),
        ({"template": "see-you"}, "template"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    client: FlaskClient, pair: Pair, form: dict[str, str], field: str
) -> None:
    amina, _karen = pair
    answer = client.post(f"/desk/{amina.id}/nudge", data={"template": HELLO, "at": "09:15", **form})
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text and not messages(amina)
    assert "<script>alert" not in answer.text
    if "own_words" in form:
        assert form["own_words"][-8:].replace(">", "&gt;") in answer.text


def test_looking_again_sends_nothing(client: FlaskClient, pair: Pair) -> None:
    amina, _karen = pair
    assert sends(client, amina, look="1", own_words="Hej") == 200 and not messages(amina)


def test_three_days_before_the_next_meeting(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    meets(amina, karen, THURSDAY)
    assert sends(client, amina, template="see-you", when="meeting", days="-3", at="10:00") == 303
    (only,) = messages(amina)
    assert only.planned_for == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_held_for_any_reason_the_page_is_the_same_to_the_byte(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    other = responsible_for(amina, "therapist")
    writes(other, amina)
    drains()
    reasons: list[Callable[[], object]] = [
        drains,
        lambda: choices.begin_hard_day(actor=amina.actor),
        lambda: choices.pause(length="open", actor=amina.actor),
    ]
    writes(karen, amina)
    seen = set()
    for reason in reasons:
        reason()
        drains()
        page = client.get(f"/desk/{amina.id}/nudge").text
        seen.add(re.sub(r'name="key" value="[^"]+"', "", page))
    assert len(seen) == 1 and "Går ud senere" in seen.pop()


def test_a_whole_session_is_told_from_one_page(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    nora = a_citizen(name="Nora Berg")
    meeting = meets(amina, karen, THURSDAY)
    meets(nora, karen, THURSDAY)
    door = f"/desk/session/{meeting}/nudge"
    assert door in client.get("/desk").text and "Nora Berg" in client.get(door).text
    assert client.post(door, data={"template": "next-session"}).status_code == 303
    assert len(messages(amina, "nudge")) == len(messages(nora, "nudge")) == 1
    assert client.post(door, data={"template": "next-session", "own_words": "<i>"}).status_code == 422


def test_a_session_of_somebody_else_is_not_there(client: FlaskClient, pair: Pair) -> None:
    amina, _karen = pair
    meeting = meets(amina, staff(), THURSDAY)
    assert client.get(f"/desk/session/{meeting}/nudge").status_code == 404
    assert client.post(f"/desk/session/{meeting}/nudge", data={"template": HELLO}).status_code == 404


def test_the_desk_shows_replies(client: FlaskClient, pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    drains()
    inbox.reply(message_id=key, answer="yes", language="da", actor=amina.actor)
    block = by_id(client.get("/desk").text, "replies")
    assert block is not None and "Ja" in block.text


def test_a_role_change_hides_what_the_former_role_wrote(client: FlaskClient, pair: Pair) -> None:
    """R3: a therapist who becomes a caseworker no longer sees the replies to the therapist's messages."""
    amina, karen = pair
    assert karen.unit is not None
    writes(Somebody(karen.id, "therapist", karen.unit), amina)
    assert not history.of(citizen=amina.id, name="", actor=karen.actor)
