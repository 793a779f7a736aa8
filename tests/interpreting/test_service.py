"""Conversations on both engines: opened, joined once, let in, ended, and what stays of them."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.accounts import sign_in
from companion.foundation import audit
from companion.foundation.database import reading
from companion.foundation.errors import Conflict, Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.interpreting import ending, joining, live, own_copy
from companion.interpreting import service as talks
from companion.interpreting.joining import WrongJoinCode
from companion.interpreting.records import Conversation, Guest
from companion.interpreting.service import Opened
from tests.clock import FrozenClock
from tests.interpreting.a_talk import SARA, a_guest, opened_by
from tests.people import Somebody, a_citizen, responsible_for, staff

TWO_HOURS = timedelta(hours=2)


def phone_of(amina: Somebody) -> uuid.UUID:
    me = sign_in.who(sign_in.sign_in(person=amina.id, own_phone=True, method="passkey"))
    assert me is not None
    return me.sign_in_id


def opened(amina: Somebody, phone: uuid.UUID | None = None) -> Opened:
    return talks.open_talk(
        citizen=amina.id,
        kind="plan",
        minutes=45,
        pages=["plan", "me"],
        sign_in=phone or phone_of(amina),
        actor=amina.actor,
    )


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    made = opened(amina)
    token, guest = a_guest(made)
    talks.let_in(talk=made.id, guest=guest.id, actor=amina.actor)
    known = live.by_token(token)
    assert known is not None and known.is_in and known.name == SARA.name
    talk = live.one(made.id)
    assert talk is not None and talk.pages == ["plan"] and talk.shows("plan") and not talk.shows("me/sharing")


def test_after_the_end_no_name_no_code_and_no_place_is_left(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    made = opened(amina)
    _token, guest = a_guest(made)
    talks.let_in(talk=made.id, guest=guest.id, actor=amina.actor)
    talks.point(talk=made.id, inner="plan", number=3)
    talks.signal(talk=made.id, sign="stop", actor=amina.actor)
    ending.end(talk=made.id, by="citizen", actor=amina.actor)
    with reading() as db:
        talk = db.execute(select(Conversation)).mappings().one()
        left = db.execute(select(Guest)).mappings().one()
    gone = ("here", "point", "signal", "signalled_at", "code_hash", "sign_in_id")
    assert not any(talk[name] for name in gone) and talk["pages"] == []
    assert left["name"] is None and (left["agency"], left["mode"]) == (SARA.agency, SARA.mode)
    assert {one.event for one in audit.lines_about(amina.id)} >= {"talk.opened", "interpreter.let-in", "talk.ended"}


def test_a_code_works_once(runtime: Runtime) -> None:
    made = opened(a_citizen("ar"))
    joining.use_code(made.digits)
    with pytest.raises(WrongJoinCode):
        joining.use_code(made.digits)


def test_a_new_code_ends_the_one_before(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    made = opened(amina)
    fresh = talks.new_code(talk=made.id, actor=amina.actor)
    with pytest.raises(WrongJoinCode):
        joining.use_code(made.digits)
    assert joining.use_code(fresh)


def test_a_code_of_a_talk_that_is_over_is_worth_nothing(runtime: Runtime, clock: FrozenClock) -> None:
    late, ended = opened(a_citizen("ar")), opened(a_citizen("uk"))
    ending.end(talk=ended.id, by="citizen", actor=audit.WORKER)
    clock.move(TWO_HOURS)
    for made in (late, ended):
        with pytest.raises(WrongJoinCode):
            joining.use_code(made.digits)


def test_it_ends_two_hours_after_letting_in(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen("ar")
    made = opened(amina)
    _token, guest = a_guest(made)
    clock.move(timedelta(minutes=90))
    talks.let_in(talk=made.id, guest=guest.id, actor=amina.actor)
    clock.move(TWO_HOURS - timedelta(seconds=1))
    assert ending.end_overdue() == 0
    clock.move(timedelta(seconds=1))
    assert ending.end_overdue() == 1 and ending.end_overdue() == 0
    ((talk, left),) = live.held(amina.id, 9)
    assert talk.ended_at == left.left_at == clock.now() and left.name is None


def test_signing_out_ends_it(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    phone = phone_of(amina)
    made = opened(amina, phone)
    sign_in.sign_out(sign_in_id=phone, actor=amina.actor)
    talk = live.one(made.id)
    assert talk is not None and ending.is_over(talk)
    again = live.one(made.id)
    assert again is not None and again.ended_at is not None


def test_only_hers_and_who_opened_it_decide(runtime: Runtime) -> None:
    amina, other = a_citizen("ar"), a_citizen("uk", name="Olena Koval")
    rikke, stranger = responsible_for(amina, "therapist"), staff("caseworker")
    made = opened_by(rikke, amina)
    _token, guest = a_guest(made)
    for somebody in (other, stranger):
        for act in (talks.let_in, talks.refuse):
            with pytest.raises(NotFound):
                act(talk=made.id, guest=guest.id, actor=somebody.actor)
    talks.let_in(talk=made.id, guest=guest.id, actor=rikke.actor)


def test_staff_without_a_relation_open_nothing(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        opened_by(staff("caseworker"), a_citizen("ar"))


def test_one_interpreter_at_a_time(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    made = opened(amina)
    _token, first = a_guest(made)
    talks.let_in(talk=made.id, guest=first.id, actor=amina.actor)
    _other, second = a_guest(Opened(made.id, talks.new_code(talk=made.id, actor=amina.actor)))
    with pytest.raises(Conflict):
        talks.let_in(talk=made.id, guest=second.id, actor=amina.actor)


def test_until_she_takes_part_only_neutral_pages_are_shown(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    made = opened_by(responsible_for(amina), amina)
    before = live.one(made.id)
    assert before is not None and before.shows("help") and not before.shows("plan")
    talks.take_part(talk=made.id, sign_in=phone_of(amina), pages=["plan"], actor=amina.actor)
    after = live.one(made.id)
    assert after is not None and after.shows("plan")


def test_a_phone_takes_part_in_one_talk(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    phone = phone_of(amina)
    opened(amina, phone)
    made = opened_by(responsible_for(amina), amina)
    with pytest.raises(Conflict):
        talks.take_part(talk=made.id, sign_in=phone, pages=[], actor=amina.actor)


@pytest.mark.parametrize(("kind", "minutes"), [("nothing", 45), ("plan", 7)])
def test_what_is_no_talk_is_refused(runtime: Runtime, kind: str, minutes: int) -> None:
    amina = a_citizen("ar")
    with pytest.raises(Invalid):
        talks.open_talk(citizen=amina.id, kind=kind, minutes=minutes, actor=amina.actor)


def test_her_copy_names_agency_time_and_mode_and_nobody(runtime: Runtime) -> None:
    amina = a_citizen("ar")
    made = opened(amina)
    _token, guest = a_guest(made)
    talks.let_in(talk=made.id, guest=guest.id, actor=amina.actor)
    copy = own_copy.export_of(amina.id)
    (row,) = copy["conversation_interpreter"]
    assert (row["agency"], row["mode"]) == (SARA.agency, SARA.mode) and "name" not in row
    assert own_copy.erase(amina.id) == {"teach_back": 0, "conversation_interpreter": 1, "conversation": 1}


def test_the_record_goes_after_its_time(runtime: Runtime, clock: FrozenClock) -> None:
    a_guest(opened(a_citizen("ar")))
    assert own_copy.FORGET["conversation"](clock.now(), 9) == 0
    clock.move(timedelta(days=400))
    assert own_copy.FORGET["conversation"](clock.now(), 9) == 2
