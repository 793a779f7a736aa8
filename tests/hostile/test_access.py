"""Every route as everybody, with own objects and with everybody else's: in, 401, 403, or 404 and nothing more."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.hostile.doors import Door
from tests.hostile.lives import NORA, WALKERS, WEAK, WEAK_STAFF, Lives, prepare, role_of
from tests.hostile.test_any_request import rounds
from tests.hostile.twins import Twin, twins
from tests.house.objects import HANDED_OVER, TAKES, strength
from tests.house.policy import EVERYBODY, WHO

pytestmark = pytest.mark.chaos
IN = {200, 201, 303}
OUT = {401, 403, 404}
FIVE = dict.fromkeys(("happy", "calm", "active", "rested", "interest"), "3")
LETTER = {"law": "§ 1", "letter_date": "2026-11-16", "letter_reference": "26-2"}
SENT: dict[str, dict[str, Any]] = {  # what makes a door do its work
    "POST /appointments/<uuid>/answer": {"data": {"answer": "yes"}},
    "POST /appointments/<uuid>/question": {"data": {"ready": "work"}},
    "POST /appointments/<uuid>/agree": {"data": {"teach_back": "understood"}},
    "POST /desk/appointments/<uuid>/point": {"data": {"point": "Flere timer?"}},
    "POST /desk/appointments/<uuid>/slots": {"data": {"day-1": "2026-12-01", "at-1": "10:00"}},
    "POST /desk/appointments/<uuid>/move": {"data": {"day": "2026-12-01", "at": "10:00", "version": "1"}},
    "POST /check-in": {"data": FIVE},
    "POST /me/agreements/<uuid>": {"data": {"answer": "yes"}},
    "POST /me/erase": {"data": {"sure": "yes", "understood": "yes"}},
    "POST /me/devices/card": {"data": {"pin": "482915", "again": "482915"}},
    "POST /desk/<uuid>/agreement": {"data": {"what": "Må vi?", "if_no": "Nej", **LETTER}},
    "POST /desk/<uuid>/contact": {"data": {"kind": "met"}},
    "POST /desk/contacts/<uuid>": {"data": {"next": "none"}},
    "POST /me/quiet": {"data": {"text_once": "1"}},
    "POST /me/unwell": {"data": {"helps": "Ro"}},
    "POST /plan/cards/<uuid>/answer": {"data": {"answer": "later"}},
    "POST /plan/cards/<uuid>/translation": {},
    "POST /plan/own": {"data": {"own_title": "Tandlæge"}},
    "POST /desk/<uuid>/plan/goals": {"data": {"goal": "Sove"}},
    "POST /desk/plan/goals/<uuid>": {"data": {"goal": "Sove", "version": "1"}},
    "POST /desk/<uuid>/plan/purpose": {"data": {"plan_purpose": "Et job", "version": "1"}},
    "POST /desk/plan/cards/<uuid>/end": {"data": {"ending": "done", "version": "1"}},
    "POST /desk/plan/contests/<uuid>": {"data": {"reply": "Vi ser på det."}},
    "POST /course/notes/<uuid>/answer": {"data": {"answer": "yes"}},
    "POST /messages/<uuid>/reply": {"data": {"answer": "yes"}},
    "POST /messages/<uuid>/later": {"data": {"until": "tomorrow"}},
    "POST /messages/<uuid>/stop": {"data": {"which": "type"}},
    "POST /me/notifications": {"data": {"channel": "inbox"}},
    "POST /me/notifications/pause": {"data": {"length": "a-week"}},
    "POST /me/work-start": {"data": {"kind": "study", "starts_on": "2026-11-24"}},
    "POST /desk/<uuid>/nudge": {"data": {"template": "thinking-of-you"}},
    "POST /desk/session/<uuid>/nudge": {"data": {"template": "thinking-of-you"}},
    "POST /desk/<uuid>/work-start": {"data": {"kind": "study", "starts_on": "2026-11-24"}},
    "POST /concerns/new": {"data": {"sentence": "good-well", "receiver": "contact"}},
    "POST /concerns/ask": {"data": {"kind": "interpreter"}},
    "POST /wishes": {"data": {"wish": "Kok"}},
    "POST /wishes/<uuid>": {"data": {"act": "up"}},
    "POST /wishes/share": {"data": {"shared": "wishes", "on": "1"}},
    "POST /wishes/workplace": {"data": {"own": "Ro"}},
    "POST /wishes/hours": {"data": {"monday": "2026-11-16", "worked": "5", "feeling": "fine"}},
    "POST /wishes/hours/<uuid>": {"data": {"act": "show"}},
    "POST /desk/concerns/<uuid>/reply": {"data": {"sentence": "thanks-writing"}},
    "POST /desk/concerns/<uuid>/advice": {"data": {"sentence": "advice-breaks"}},
    "POST /desk/concerns/requests/<uuid>": {"data": {"act": "seen"}},
    "POST /desk/<uuid>/voice": {"data": {"wish": "Kok"}},
    "POST /demo": {"data": {"persona": "citizen-sick", "phone": "shared"}},
    "POST /desk/<uuid>/end": {"data": {"sure": "1"}},
    "POST /language": {"data": {"_language": "da"}},
    "POST /sign-in/passkey/options": {"json": {}},
    "POST /me/notifications/phone/devices": {"json": {}},
    "POST /sign-in/passkey/new/options": {"json": {}},
}
OUTSIDE = {401}  # an interpreter's doors: nobody here came with a code
REFUSED = {  # let in, and then refused: what these need is tested in the rooms
    "POST /pair": {422},
    "POST /pair/talk/take-part": {404},  # no talk of hers
    "POST /pair/talk/code": {404},
    "POST /pair/talk/door": {404},
    "POST /pair/talk/point": {404},
    "POST /pair/talk/sign": {404},
    "POST /join": {422},
    "POST /join/ask": OUTSIDE,
    "GET /join/now": OUTSIDE,
    "GET /join/talk": OUTSIDE,
    "GET /join/talk/<path>": OUTSIDE,
    "POST /join/point": OUTSIDE,
    "POST /join/leave": OUTSIDE,
    "POST /desk/<uuid>/talk": {422},
    "POST /desk/talk/<uuid>/door": {422},
    "POST /appointments/<uuid>/late": {409},  # said on the day
    "POST /appointments/<uuid>/slot": {422},
    "POST /desk/<uuid>/appointments": {422},
    "POST /desk/appointments/<uuid>/edit": {422},
    "POST /desk/appointments/<uuid>/late": {409},  # said on the day
    "POST /desk/appointments/<uuid>/uphold": {409},  # nobody said that she cannot come
    "POST /desk/appointments/<uuid>/interpreter": {422},
    "POST /desk/appointments/<uuid>/mark": {422},
    "POST /desk/appointments/<uuid>/summary": {422},
    "POST /desk/calendar": {422},
    "GET /calendar/<string>.ics": {404},  # nobody's key
    "POST /check-in": {409},  # she has answered today
    "POST /check-in/result/<uuid>/release": {409},  # it is released already
    "POST /check-in/sealed": {415},
    "POST /call-me/sealed": {415},
    "POST /me/sharing": {422},
    "POST /me/unwell/share": {422},
    "POST /check-in/assisted": {422},
    "POST /check-in/later": {422},
    "POST /check-in/talk": {422},
    "POST /progress": {422},
    "POST /progress/<uuid>/show": {422},
    "POST /desk/<uuid>/progress": {422},
    "POST /desk/<uuid>/plan": {422},
    "POST /desk/<uuid>/plan/cards": {422},
    "POST /desk/plan/cards/<uuid>": {422},
    "POST /desk/plan/cards/<uuid>/holds": {303, 409},  # a decision holds; an offer does not
    "POST /desk/<uuid>/programmes": {422},
    "POST /desk/<uuid>/programmes/end": {422},
    "POST /desk/<uuid>/status-note": {404},  # nothing of hers a note could be about
    "POST /desk/groups": {422},
    "POST /course/group": {422},
    "GET /course-book/sound/<uuid>": {404},  # nobody has read anything aloud
    "POST /desk/reach": {422},  # a number that finds nobody
    "POST /concerns/<uuid>/slot": {422},
    "POST /concerns/<uuid>/release": {409, 422},  # she has not read the advice, or nobody approved the text
    "POST /sign-in/code": {422},
    "POST /api/v1/token": {415},
    "POST /me/notifications/phone/devices": {422},  # an address of a browser that is none
    "POST /push/seen": {415},
    "POST /sign-in/card": {422},
    "POST /sign-in/passkey": {415},
    "POST /sign-in/passkey/new": {415},
    "POST /nobody-answers": {409},  # her contact has no colleague here
    "POST /trusted": {422},
    "POST /desk/absence": {422},
    "POST /desk/hours": {422},
    "POST /desk/handover": {422},
    "POST /sign-in/oidc/<string>": {404},  # not set up here
    "GET /sign-in/oidc/<string>/back": {404},
    "GET /desk/insight/<uuid>": {404},  # no quarter is published here, and no figure of others
    "GET /desk/insight/tables/<uuid>.csv": {404},
    "POST /desk/insight/figures": {422},
    "POST /admin/units": {422},
    "GET /admin/units/<uuid>": {404},  # the units of the walkers are nobody's own here
    "POST /admin/units/<uuid>": {404},
    "POST /admin/units/<uuid>/end": {404},
    "POST /admin/people/new": {422},
    "POST /admin/people/<uuid>/roles": {404},  # a citizen is nobody here
    "POST /admin/people/<uuid>/close": {404},
    "POST /admin/people/roles/<uuid>/end": {404},
    "GET /admin/vocabularies/<string>": {404},
    "POST /admin/vocabularies/<string>": {404},
    "POST /admin/vocabularies/terms/<uuid>/end": {422},
    "GET /admin/help-lines/<string>": {404},
    "POST /admin/help-lines/<string>": {404},
    "POST /admin/help-lines/<string>/rung": {404},
    "POST /admin/help-lines/<string>/remove": {404},
    "POST /admin/help-lines/new": {422},
    "POST /admin/receivers/<uuid>/resume": {404},
    "POST /desk/insight/figures/<uuid>/remove": {404},
}
OWNED = {  # kind of object → the keys of whoever is asked about
    "appointment": "select id from appointment where citizen_id = :me",
    "summary": "select appointment_id from appointment_summary where citizen_id = :me",
    "meeting": "select id from appointment where citizen_id in (select citizen_id from relation where staff_id = :me)",
    "held meeting": "select id from appointment where owner_id = :me",
    "staff entry": "select id from staff_entry where staff_id = :me",
    "reading": "select id from reading where citizen_id = :me",
    "rating": "select id from indicator_reading where citizen_id = :me and rater_role = 'citizen'",
    "release": "select id from release where citizen_id = :me",
    "consent": "select id from consent where citizen_id = :me",
    "agreement": "select id from case_agreement where citizen_id = :me",
    "sign-in": "select id from sign_in where person_id = :me",
    "passkey": "select id from passkey where person_id = :me",
    "attendance": "select id from attendance where citizen_id = :me",
    "note": "select id from status_note where citizen_id = :me",
    "sound": "select id from course_recording where id = :me",
    "group": "select id from course_run where :me in (leader_id, second_leader_id)",
    "message": "select id from message where citizen_id = :me and shown_at is not null and remind_at is null",
    "stop": "select id from message_stop where citizen_id = :me",
    "start": "select id from work_start where citizen_id = :me",
    "talk": "select id from conversation where staff_id = :me and ended_at is null",
    "nudge": "select id from message where sender_id = :me",
    "session": "select id from appointment where owner_id = :me",
    "contact date": "select id from contact_date where owner_id = :me",
    "start of a citizen": "select work_start.id from work_start join relation using (citizen_id) where staff_id = :me"
    " and (visible_to = 'all' or relation.role in ('therapist', 'health-coordinator'))",
    "task": "select id from task where owner_id = :me",
    "trusted": "select id from trusted_phone where person_id = :me",
    "absence": "select id from absence where staff_id = :me",
    "hours": "select id from drop_in where staff_id = :me",
    "charge": "select citizen_id from relation where staff_id = :me and responsible",
    "gap": "select citizen_id from relation where staff_id = :me and staff_id <> :me",  # nobody has one here
    "contact": "select id from contact where staff_id = :me",
    "unwell-share": "select id from unwell_share where citizen_id = :me",
    "phone with notices": "select id from push_device where person_id = :me",
    "concern": "select id from concern where citizen_id = :me or owner_id = :me or (receiver = 'health-coordinator' and"
    " exists (select 1 from role where person_id = :me and role = 'health-coordinator'))",  # any of them may take it
    "request": "select id from request where citizen_id = :me or owner_id = :me",
    "wish": "select id from wish where citizen_id = :me",
    "workplace line": "select id from workplace_line where citizen_id = :me",
    "work week": "select id from work_week where citizen_id = :me",
    "citizen": "select citizen_id from relation where staff_id = :me",
    "card": "select id from plan_card where citizen_id = :me",
    "own entry": "select id from plan_own_entry where citizen_id = :me",
    "line": "select id from plan where citizen_id = :me union select id from plan_goal where citizen_id = :me"
    " union select id from plan_card where citizen_id = :me",
    "worded line": "select id from plan where citizen_id = :me union select id from plan_goal where citizen_id = :me",
    "card to write": "select c.id from plan_card c join relation r using (citizen_id) where r.staff_id = :me",
    "goal to write": "select g.id from plan_goal g join relation r using (citizen_id) where r.staff_id = :me",
    "unit": "select id from unit where :me is not null",
    "colleague": "select person_id from role where role <> 'citizen' and :me is not null",
    "role at work": "select id from role where role <> 'citizen' and :me is not null",
    "term": "select id from vocabulary_term where :me is not null",
    "receiver": "select id from receiver where :me is not null",
    "quarter": "select id from insight_publication where id = :me",
    "table of figures": "select id from insight_table where id = :me",
    "outside figure": "select id from outside_figure where entered_by = :me",
    "contest to answer": "select c.id from plan_contest c join relation r using (citizen_id) where r.staff_id = :me",
}
World = tuple[Twin, Lives]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A municipality with two whole lives in it."""
    with twins(tmp_path_factory.mktemp("access"), prepare) as (made, lives):
        yield made.one, lives


def test_every_door_lets_in_whom_the_table_names(world: World) -> None:
    twin, lives = world
    twin.begin_again()
    wrong, tried = [], 0
    for door in twin.caller.doors():
        for walker in WALKERS:
            answer = knock(world, walker, door, own(lives, walker, door))
            expected, tried = _here(lives, walker, door), tried + 1
            if answer.status_code not in expected:
                wrong.append(f"{walker}: {door} answers {answer.status_code}, not {sorted(expected)}")
            if door.method != "GET" and answer.status_code not in OUT:
                twin.begin_again()
    print(f"\n{tried} doors tried by {len(WALKERS)} walkers")
    assert not wrong, "\n".join(wrong)


def test_what_is_not_hers_is_not_there(world: World, request: pytest.FixtureRequest) -> None:
    """Keys of every table at every door that takes one: the same 404 as a key that nobody has."""
    twin, lives = world
    twin.begin_again()
    keys, wrong, tried = sorted({*twin.caller.known_ids(), *lives.own.values()} - {"1"}), [], 0
    keys = keys[:: rounds(request, 3, 1)]
    for door in [door for door in twin.caller.doors() if "<uuid>" in str(door) and WHO[str(door)] != EVERYBODY]:
        for walker in [walker for walker in WALKERS if REFUSED.get(str(door), IN) & wanted(str(door), walker)]:
            nothing = said(knock(world, walker, door, str(uuid.UUID(int=7))), str(uuid.UUID(int=7)))
            for key in [key for key in keys if key not in owned(world, walker, door)]:
                told, tried = said(knock(world, walker, door, key), key), tried + 1
                if told != nothing or told[0] != 404:
                    wrong.append(f"{walker}: {door} with {key}: {told[0]}")
    print(f"\n{tried} keys that are another's, or of another kind")
    assert not wrong, "\n".join(wrong)


def test_a_wider_door_would_be_found(world: World) -> None:
    """The walk notices a door that opens for one role too many."""
    assert wanted("GET /desk/<uuid>/agreement", "therapist") == {403}
    door = Door("GET", "/desk/<uuid:citizen>/code")
    assert knock(world, "therapist", door, str(world[1].amina.id)).status_code == 200
    assert knock(world, "therapist", door, str(world[1].nora.id)).status_code == 404


def knock(world: World, walker: str, door: Door, key: str) -> TestResponse:
    """One walker at one door with one key."""
    return world[0].caller.call(walker, door, door.path([key] * len(door.arguments)), **SENT.get(str(door), {}))


def own(lives: Lives, walker: str, door: Door) -> str:
    """An object that is hers where she has one, otherwise somebody's."""
    kind = TAKES.get(str(door), ("", None))[1] or ""
    mine = lives.own.get((walker.removesuffix(" by code"), kind))
    return (
        {"door": "citizen", "page": "plan", "need": "bus"}.get(kind)
        or mine
        or lives.own.get((NORA, kind), str(lives.amina.id))
    )


def owned(world: World, walker: str, door: Door) -> set[str]:
    """Every key she may use at this door."""
    twin, me = world[0], world[0].caller.people[walker.removesuffix(" by code")]
    with twin.caller.ground.database.engine.connect() as connection:
        rows = connection.execute(text(OWNED[TAKES[str(door)][1] or ""]), {"me": me.hex})
        return {str(uuid.UUID(row[0])) for row in rows}


def said(answer: TestResponse, key: str) -> tuple[int, str]:
    """Status and page, without the key that was asked for."""
    return answer.status_code, answer.text.replace(key, "KEY")


def _here(lives: Lives, walker: str, door: Door) -> set[int]:
    """What she is answered with what she has: whoever has no such object is told that there is none."""
    kind, expected = TAKES.get(str(door), ("", None))[1], wanted(str(door), walker)
    empty = kind in OWNED and (walker.removesuffix(" by code"), kind) not in lives.own
    return {404} if empty and not expected & OUT else expected


def wanted(route: str, walker: str) -> set[int]:
    """What the policy table says this walker is answered."""
    inside, role = REFUSED.get(route, IN), role_of(walker)
    if WHO[route] == EVERYBODY:
        return inside
    if role is None or WHO[route][0].startswith("system:"):  # no person has a token
        return {401}
    if walker in (WEAK, WEAK_STAFF) and role in WHO[route] and route in HANDED_OVER:
        return {403, *REFUSED.get(route, ())}  # this sign-in had no code behind it
    too_weak = (walker == WEAK and strength(route) == "strong") or (walker == WEAK_STAFF and strength(route) != "any")
    return {403} if role not in WHO[route] or too_weak else inside
