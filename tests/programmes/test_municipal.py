"""The municipal cases as data: each is valid, complete in every language, free of duty words and easy to read."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.appointments import service as appointments
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.language.text import Text
from companion.plan import rules as plan_rules
from companion.plan import service as plans
from companion.programmes import service, templates
from companion.programmes.enrolment import AlreadyEnrolled, NobodyForAPart
from companion.programmes.programme import Programme
from companion.programmes.records import Enrolment
from tests.people import Somebody, a_citizen, staff
from tests.plan.laid import a_plan
from tests.programmes.test_templates import LIX_LIMIT, lix, texts

MONDAY = date(2026, 11, 23)
TRANSLATED = ("en", "ar", "uk")
WORDS_FOR_LIX = 10  # a title of three words has no readability of its own; those are measured with their page
SHIPPED = templates.load_all()
KOLDING, HJOERRING = "kolding-sund-paa-tvaers", "hjoerring-parallel"
CASES = {
    "copenhagen-ips": "S32",
    HJOERRING: "S16",
    "jammerbugt-alcohol": "S22",
    KOLDING: "S19",
    "silkeborg-retraining": "S26",
    "syddjurs-job-health": "S28",
    "toender-diabetes": "S30",
    "vordingborg-early-effort": "S25",
}

each_programme = pytest.mark.parametrize("programme", SHIPPED, ids=lambda programme: programme.id)


@each_programme
def test_it_works(programme: Programme) -> None:
    """Loaded means valid; what may be declined is free of duty in every language, and long texts are easy."""
    everything = [text for text in texts(programme) if text["da"]]
    assert not [text["da"] for text in everything if set(TRANSLATED) - set(text)]
    assert programme.provenance == {"da": "human-reviewed"} | dict.fromkeys(TRANSLATED, "unreviewed")
    assert not [words for text in offered(programme) for words in plan_rules.duty_words(text)]
    long = [text["da"] for text in everything if len(text["da"].split()) >= WORDS_FOR_LIX]
    assert not [words for words in long if lix(iter([words])) > LIX_LIMIT]


def test_each_case_has_its_programme() -> None:
    """Case numbers as in the list of cases; a municipality's own file may lie beside them."""
    assert {one.id: one.case for one in SHIPPED}.items() >= CASES.items()


@each_programme
def test_no_health_text_gives_a_dose_or_a_treatment(programme: Programme) -> None:
    dose = re.compile(r"mmol|\bmg\b|\bml\b|enheder|genstand|\bpiller om\b|BMI", re.IGNORECASE)
    assert not [text["da"] for text in texts(programme) if dose.search(text["da"])]


@each_programme
def test_a_safety_text_names_a_doctor_or_112_in_every_language(programme: Programme) -> None:
    """A block that only lists signs is followed by one that says what to do."""
    named = re.compile(r"112|læge|doctor|طبيب|лікар", re.IGNORECASE)
    for week in programme.weeks:
        safety = [block.text for block in week.blocks if block.safety]
        for code in ("da", *TRANSLATED):
            assert not safety or named.search(" ".join(text[code] for text in safety))


@each_programme
def test_nothing_about_health_is_held_or_seen_by_an_employment_role(programme: Programme) -> None:
    hidden = [part for part in programme.parts if part.private or "health" in (programme.track, part.track)]
    assert {part.role for part in hidden} <= set(HEALTH_ROLES)


def test_kolding_has_three_days_in_week_one_and_then_five_at_a_fixed_time() -> None:
    programme = templates.load(KOLDING)
    days = {week: [one.weekday for one in programme.sessions if one.week == week] for week in range(1, 15)}
    assert days == {1: [0, 2, 4]} | {week: [0, 1, 2, 3, 4] for week in range(2, 15)}
    assert {one.starts for one in programme.sessions} == {"09:00"}
    assert (programme.length, programme.group) == (14, 20)
    assert len({one.key for one in programme.sessions}) == 3 + 13 * 5


def test_kolding_asks_at_the_start_the_end_and_three_months_later() -> None:
    assert [(one.key, one.day_offset) for one in templates.load(KOLDING).check_ins] == [
        ("start", 0),
        ("end", 13 * 7 + 4),
        ("after", 13 * 7 + 4 + 91),
    ]


def test_each_week_of_kolding_has_a_page() -> None:
    programme = templates.load(KOLDING)
    pages = [programme.page_of(week) for week in range(16)]
    assert [page.number if page else None for page in pages] == [None, 1, 2, 3, 4, *[5] * 8, 13, 13, None]


def test_a_second_time_in_kolding_is_a_new_episode(runtime: Runtime) -> None:
    lone, rikke = with_a_plan(), staff("therapist", name="Rikke Storm")
    enrol(lone, rikke, KOLDING, MONDAY)
    assert days_of(lone)[:4] == [MONDAY, MONDAY + timedelta(2), MONDAY + timedelta(4), MONDAY + timedelta(7)]
    assert {one.visible_to for one in appointments.upcoming(lone.id)} == {"health"}
    enrol(lone, rikke, KOLDING, MONDAY + timedelta(weeks=14))
    with reading() as db:
        episodes = db.execute(select(Enrolment.episode, Enrolment.starts_on).order_by(Enrolment.episode)).all()
    assert [tuple(one) for one in episodes] == [(1, MONDAY), (2, MONDAY + timedelta(weeks=14))]


def test_a_page_for_many_weeks_counts_as_all_of_them(runtime: Runtime) -> None:
    lone, rikke = with_a_plan(), staff("therapist")
    enrol(lone, rikke, KOLDING, MONDAY - timedelta(weeks=9, days=1))
    week = service.this_week(lone.id)
    assert week
    assert (week.number, week.weeks, week.week_title["da"]) == (10, 14, "Sådan går ugerne nu")
    assert list(week.pages) == [1, 2, 3, 4, 5, 13]
    with pytest.raises(AlreadyEnrolled):
        enrol(lone, rikke, KOLDING, MONDAY + timedelta(weeks=4))


def test_hjoerring_lies_on_four_tracks_with_an_owner_for_each_part(runtime: Runtime) -> None:
    selam, peter = with_a_plan("ti"), staff("caseworker", name="Peter Dam")
    rikke, karen = staff("therapist", name="Rikke Storm"), staff("ips-consultant", name="Karen Holm")
    enrol(selam, peter, HJOERRING, MONDAY, {"therapist": rikke, "ips-consultant": karen})
    plan = plans.for_citizen(selam.id)
    assert plan
    assert {card.track for card in plan.cards} == {"health", "everyday", "education", "job"}
    owners = {card.owner.name for card in plan.cards if card.owner and card.track == "job"}
    assert owners == {"Karen Holm"}
    meetings = appointments.upcoming(selam.id)
    assert {(one.owner_role, one.visible_to) for one in meetings} == {
        ("therapist", "health"),
        ("caseworker", "all"),
        ("ips-consultant", "all"),
    }
    assert {one.track for one in meetings} == {"health", "everyday", "job"}


def test_hjoerring_waits_until_somebody_holds_each_part(runtime: Runtime) -> None:
    selam, peter, karen = with_a_plan("ti"), staff("caseworker"), staff("ips-consultant")
    with pytest.raises(NobodyForAPart):
        enrol(selam, peter, HJOERRING, MONDAY, {"ips-consultant": karen})
    assert appointments.upcoming(selam.id) == []


def test_jammerbugt_says_nothing_of_its_topic_where_others_may_look() -> None:
    programme = templates.load("jammerbugt-alcohol")
    seen = [programme.title, *(card.title for card in programme.cards)]
    seen += [text for one in programme.sessions for text in (one.title, one.place, one.directions)]
    topic = re.compile(r"alko|alco|drik|drink|drunk|كحول|شرب|خمر|алког|п’є|пит", re.IGNORECASE)
    assert not [words for text in seen for words in text.values() if topic.search(words)]
    assert programme.kind == "talk"
    assert {part.role for part in programme.parts}.isdisjoint(EMPLOYMENT_ROLES)


@pytest.mark.parametrize("code", ["da", *TRANSLATED])
def test_silkeborgs_note_has_five_lines(code: str) -> None:
    week = templates.load("silkeborg-retraining").page_of(2)
    assert week
    (block,) = (one for one in week.blocks if one.key == "five-lines")
    *lines, _nothing_more, _end = block.text[code].partition(":")[2].split(".")
    assert len(lines) == 5


def with_a_plan(language: str = "da") -> Somebody:
    citizen = a_citizen(language)
    a_plan(citizen)
    return citizen


def enrol(
    citizen: Somebody, by: Somebody, programme: str, starts_on: date, others: dict[str, Somebody] | None = None
) -> None:
    assert by.unit
    service.enrol(
        citizen=citizen.id,
        programme_id=programme,
        starts_on=starts_on,
        unit=by.unit,
        staff=by.id,
        others={role: person.id for role, person in (others or {}).items()},
        actor=by.actor,
    )


def offered(programme: Programme) -> list[Text]:
    """The texts of what may be declined."""
    cards = [text for card in programme.cards if card.kind in plan_rules.FREE for text in (card.title, card.why)]
    sessions = [one for one in programme.sessions if one.kind in plan_rules.FREE]
    return [*cards, *(text for one in sessions for text in (one.title, one.place, one.directions))]


def days_of(citizen: Somebody) -> list[date]:
    """The days of the coming meetings, next first."""
    return [clock.danish(one.starts_at).date() for one in appointments.upcoming(citizen.id)]
