"""An invitation can wait or be declined without a reason, and nobody but its citizen can tell."""

import uuid
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from companion.accounts import service as accounts
from companion.caseload import service as caseload
from companion.checkins import invitations, rules
from companion.checkins import service as checkins
from companion.checkins.service import Talk
from companion.foundation import clock as clocks
from companion.foundation.errors import Invalid
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.me.a_release import answered
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements, main_of

TALK = {"da": "En samtale med en psykolog", "ar": "حديث مع أخصائي نفسي"}


def invited(person: Somebody, talk: Talk | None = None) -> Somebody:
    checkins.invite(
        citizen=person.id, instrument="who5", due_on=clocks.today(), occasion="start", talk=talk, actor=MADE_BY
    )
    return person


@given(day=st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_later_is_always_later_and_this_week_is_this_week(day: date) -> None:
    until = rules.postponements(day)
    assert list(until.values()) == sorted(until.values()) and min(until.values()) > day
    assert until["a-week"].weekday() == until["two-weeks"].weekday() == day.weekday()
    assert ("this-week" in until) == (day.weekday() <= 4)
    assert "this-week" not in until or until["this-week"].isocalendar()[:2] == day.isocalendar()[:2]


@pytest.mark.parametrize(("until", "days"), [("a-week", 7), ("two-weeks", 14)])
def test_it_works(runtime: Runtime, clock: FrozenClock, until: str, days: int) -> None:
    amina = invited(a_citizen())
    invitations.postpone(until=until, actor=amina.actor)
    assert not checkins.standing(amina.id).is_due and invitations.due(amina.id) is None
    clock.move(timedelta(days=days - 1))
    assert not checkins.standing(amina.id).is_due
    clock.move(timedelta(days=1))
    assert checkins.standing(amina.id).is_due and invitations.due(amina.id)


def test_declined_is_not_asked_again_but_the_next_one_is(runtime: Runtime, clock: FrozenClock) -> None:
    amina = invited(a_citizen())
    invitations.decline(actor=amina.actor)
    invitations.decline(actor=amina.actor)
    clock.move(timedelta(days=30))
    assert not checkins.standing(amina.id).is_due
    invited(amina)
    assert checkins.standing(amina.id).is_due


@pytest.mark.parametrize("until", ["", "tomorrow", "this-week"])
def test_another_time_is_refused(runtime: Runtime, until: str) -> None:
    """On a Sunday there is no “later this week”."""
    amina = invited(a_citizen())
    with pytest.raises(Invalid):
        invitations.postpone(until=until, actor=amina.actor)
    assert checkins.standing(amina.id).is_due


def test_it_touches_nobody_elses(runtime: Runtime) -> None:
    amina, nora = invited(a_citizen()), invited(a_citizen(name="Nora Friis"))
    invitations.decline(actor=nora.actor)
    assert checkins.standing(amina.id).is_due


def test_declined_she_may_still_answer(runtime: Runtime) -> None:
    amina = invited(a_citizen())
    invitations.decline(actor=amina.actor)
    answered(amina)
    assert len(checkins.history(amina.id)) == 1


@pytest.mark.parametrize("page", ["/", "/check-in"])
def test_both_pages_ask_and_both_let_her_say_no(client: FlaskClient, clock: FrozenClock, page: str) -> None:
    clock.move(timedelta(days=1))  # Monday
    amina = invited(a_citizen())
    html = signed_in(client, amina).get(page).text
    assert [one.get("value") for one in elements(html, "button") if one.get("name") == "until"] == [
        "this-week",
        "a-week",
        "two-weeks",
    ]
    assert "hvorfor" in main_of(html)
    assert client.post("/check-in/later", data={"until": "a-week", "next": page}).location == page
    assert 'action="/check-in/later"' not in client.get(page).text
    clock.move(timedelta(days=7))
    assert client.post("/check-in/no-thanks").status_code == 303
    assert 'action="/check-in/no-thanks"' not in client.get(page).text


def test_employment_roles_see_no_difference(client: FlaskClient) -> None:
    """R3: never asked, asked, put off, declined, answered and screened: one desk, to the letter."""
    consultant = staff("ips-consultant")
    seen = set()
    for what in ("never", "asked", "later", "no", "answered", "screened"):
        amina = on_the_list_of(consultant)
        if what != "never":
            invited(amina, Talk(TALK, None) if what == "screened" else None)
        if what == "later":
            invitations.postpone(until="a-week", actor=amina.actor)
        if what in ("no", "screened"):
            invitations.decline(actor=amina.actor)
        if what == "answered":
            answered(amina, (0, 0, 0, 0, 0))
            checkins.open_result(reading_id=checkins.history(amina.id)[0].id, actor=amina.actor)
        html = main_of(signed_in(client, consultant).get("/desk").text)
        name = accounts.person(amina.id).name
        (row,) = [one.text for one in elements(html, "tr") if name in one.text]
        seen.add(row.replace(name, ""))
        assert not tasks.waiting_for(consultant.id)
    assert len(seen) == 1


def on_the_list_of(consultant: Somebody) -> Somebody:
    """Another citizen of hers, named by a number nobody else has."""
    amina = a_citizen(name=f"Borger {uuid.uuid4().hex}")
    assert consultant.unit
    caseload.relate(
        citizen=amina.id,
        staff=consultant.id,
        role=consultant.role,
        unit=consultant.unit,
        responsible=True,
        actor=MADE_BY,
    )
    return amina


def test_used_for_screening_the_talk_comes_before_the_questions(client: FlaskClient) -> None:
    amina = invited(a_citizen(), Talk(TALK, staff("therapist", name="Lone Bech").id))
    responsible_for(amina)
    signed_in(client, amina)
    today, html = client.get("/").text, client.get("/check-in").text
    for offer in (by_id(today, "offered-talk"), by_id(html, "offered-talk")):
        assert offer is not None and TALK["da"] in offer.text
    for page in (today, html):
        assert "/appointments/talk" in [link.get("href") for link in elements(page, "a")]
    assert html.index('id="offered-talk"') < html.index('id="check-in-form"')
    answered(amina, (0, 0, 0, 0, 0))
    result = main_of(client.get("/check-in/result").text)
    assert "offered-talk" not in result and "/appointments/talk" not in result


def test_without_a_screening_no_talk_is_offered(client: FlaskClient) -> None:
    amina = invited(a_citizen())
    responsible_for(amina)
    assert "offered-talk" not in signed_in(client, amina).get("/check-in").text


def after(what: str, amina: Somebody) -> None:
    """What she did about the invitation."""
    if what == "later":
        invitations.postpone(until="a-week", actor=amina.actor)
    elif what == "no":
        invitations.decline(actor=amina.actor)
    elif what != "nothing":
        answered(amina, (int(what),) * 5)


@pytest.mark.parametrize("what", ["nothing", "later", "no", "0", "5"])
def test_no_answer_changes_with_whom_she_can_talk(runtime: Runtime, clock: FrozenClock, what: str) -> None:
    lone = staff("therapist", name="Lone Bech")
    amina = invited(a_citizen(), Talk(TALK, lone.id))
    karen = responsible_for(amina)
    after(what, amina)
    holder = invitations.talk_holder(amina.id)
    assert holder is not None and holder.person_id == lone.id
    clock.move(invitations.TALK_STAYS + timedelta(days=1))
    later = invitations.talk_holder(amina.id)
    assert later is not None and later.person_id == karen.id


def test_somebody_who_left_is_replaced_by_whoever_is_responsible(runtime: Runtime) -> None:
    amina = invited(a_citizen(), Talk(TALK, a_citizen(name="Kim Vang").id))
    assert invitations.talk_holder(amina.id) is None
    karen = responsible_for(amina)
    holder = invitations.talk_holder(amina.id)
    assert holder is not None and holder.person_id == karen.id


def test_an_invitation_of_a_later_day_names_nobody_yet(runtime: Runtime) -> None:
    amina, lone = a_citizen(), staff("therapist", name="Lone Bech")
    tomorrow = clocks.today() + timedelta(days=1)
    checkins.invite(
        citizen=amina.id,
        instrument="who5",
        due_on=tomorrow,
        occasion="start",
        talk=Talk(TALK, lone.id),
        actor=MADE_BY,
    )
    assert invitations.talk_holder(amina.id) is None
