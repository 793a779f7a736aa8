"""“Who has seen what”: every line the code can write about a citizen has words, a person and a place."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.consent import purposes as consents
from companion.foundation import audit
from companion.interpreting import rules as talks
from companion.me import seen
from companion.me.events import SENTENCES
from companion.me.looks import NO_PURPOSE, PURPOSE_OF, PURPOSES, READ
from tests.clock import FrozenClock
from tests.me.written import written
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import elements

NAMES_ITS_PURPOSE = {  # the line itself says under which consent, or that it was the interpreter
    *("read.for-sending", "read.progress", "read.status-note"),
    *(f"read.talk-{page}" for page in talks.CHOSEN),
}


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    html = client.get("/me/seen").text
    assert [one.get("data-event") for one in elements(html, "li") if one.get("data-event")]
    assert SENTENCES["relation.made"] in html and "Jobafdelingen" in html


def test_the_walk_finds_the_events() -> None:
    found = set(written())
    assert {"consent.given", "check-in.received", "asked.call-me", "read.caseload", "reading.released"} <= found
    assert {"reading.was-on-its-way", "fact.delivered", "read.talk-plan", "translation.done"} <= found
    assert not [event for event in found if "?" in event]
    assert "receiver.paused" not in found  # of a system, told under no citizen


@pytest.mark.parametrize("event", sorted(set(written())))
def test_every_event_about_a_citizen_has_words(event: str) -> None:
    assert event in SENTENCES


@pytest.mark.parametrize("event", sorted(SENTENCES))
def test_every_line_can_be_shown(client: FlaskClient, event: str) -> None:
    amina = a_citizen()
    audit.write(event=event, citizen=amina.id, actor=audit.WORKER)
    signed_in(client, amina)
    answer = client.get("/me/seen")
    assert (answer.status_code, f'data-event="{event}"' in answer.text) == (200, True)


def test_no_words_without_an_event() -> None:
    assert set(SENTENCES) <= set(written(about_citizens=False))


def test_an_event_from_an_older_version_does_not_close_the_page(client: FlaskClient) -> None:
    """Lines are kept for years; one whose event was renamed must not hide all the others."""
    amina = a_citizen()
    audit.write(event="retired.event", citizen=amina.id, actor=audit.WORKER)
    signed_in(client, amina)
    assert client.get("/me/seen").status_code == 200


def test_staff_reads_are_told_with_name_and_unit(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, karen)
    client.get("/desk")
    signed_in(client, amina)
    lines = [one for one in elements(client.get("/me/seen").text, "li") if one.get("data-event") == "read.caseload"]
    assert len(lines) == 1 and "Karen Holm" in lines[0].text and "Jobafdelingen" in lines[0].text


def test_a_look_says_why_and_stands_apart_from_changes(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, karen)
    client.get("/desk")
    signed_in(client, amina)
    html = client.get("/me/seen").text
    looks, changes = html.index("Det, andre så"), html.index("Det, andre gjorde")
    assert looks < html.index("at kunne være din kontakt") < changes < html.index("relation.made")
    assert html.index("signed-in") > html.index("Det, du selv gjorde") > changes


def test_a_caseload_looked_at_ten_times_is_one_look_a_day(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, responsible_for(amina))
    for _ in range(10):
        client.get("/desk")
    signed_in(client, amina)
    assert client.get("/me/seen").text.count('data-event="read.caseload"') == 1


def test_the_system_is_told_as_the_system(client: FlaskClient) -> None:
    amina = a_citizen()
    unit = responsible_for(amina).unit
    audit.write(event="read.for-sending", citizen=amina.id, actor=audit.WORKER, unit=unit, purpose="who5-index")
    signed_in(client, amina)
    html = client.get("/me/seen").text
    assert "Systemet, ikke et menneske" in html and "at dele dit tal for trivsel" in html


def test_a_purpose_nobody_named_is_told_neutrally(client: FlaskClient) -> None:
    amina = a_citizen()
    audit.write(event="read.retired", citizen=amina.id, actor=audit.WORKER, purpose="retired-purpose")
    signed_in(client, amina)
    html = client.get("/me/seen").text
    assert NO_PURPOSE in html and "retired-purpose" not in html


@pytest.mark.parametrize("event", sorted(event for event in SENTENCES if event.startswith(READ)))
def test_every_look_has_its_reason(event: str) -> None:
    assert event in PURPOSE_OF or event in NAMES_ITS_PURPOSE


def test_every_purpose_of_a_consent_has_words() -> None:
    assert set(consents.PURPOSES) <= set(PURPOSES)


def test_every_reason_has_words() -> None:
    assert set(PURPOSE_OF.values()) <= set(PURPOSES)


def test_older_days_are_a_page_away(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    for _ in range(3):
        for _ in range(90):
            audit.write(event="plan.started", citizen=amina.id, actor=audit.WORKER, unit=None)
        clock.move(timedelta(days=1))
    signed_in(client, amina)
    newest, older = client.get("/me/seen").text, client.get("/me/seen?before=2026-11-23").text
    assert "day-2026-11-24" in newest and "day-2026-11-22" not in newest and "before=2026-11-23" in newest
    assert "day-2026-11-22" in older and "day-2026-11-23" not in older and 'id="older"' not in older


def test_one_long_day_is_not_cut(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    audit.write(event="plan.started", citizen=amina.id, actor=audit.WORKER)
    clock.move(timedelta(days=1))
    for _ in range(audit.LATEST + 50):
        audit.write(event="card.added", citizen=amina.id, actor=audit.WORKER)
    page = seen.page_before(amina.id, None)
    assert ([len(page.days), page.days[0].changes[0].lines[0][1]], page.older) == ([1, 250], date(2026, 11, 23))
    assert [day.day for day in seen.page_before(amina.id, "2026-11-23").days] == [date(2026, 11, 22)]


@pytest.mark.parametrize("before", ["x", "2026-13-01", "0001-01-01", "9999-12-31", "2026-11-22T10:00"])
def test_what_is_no_day_is_not_found(client: FlaskClient, before: str) -> None:
    signed_in(client, a_citizen())
    assert client.get("/me/seen", query_string={"before": before}).status_code == 404


def test_nobody_sees_another_citizens_lines(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, a_citizen(name="Nora Friis"))
    html = client.get("/me/seen").text
    assert "relation.made" not in html
