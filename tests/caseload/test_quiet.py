"""“When I go quiet”: her own choice, sealed where it names somebody, and when she counts as not reached."""

from datetime import date

import pytest
from sqlalchemy import text

from companion.caseload import contacting, quiet
from companion.caseload.contacting import NO_ANSWER, Standing
from companion.caseload.quiet import BothWays, NothingWished, PersonMissing, Trusted, WaitWrong, Wish
from companion.foundation import audit
from companion.foundation.database import reading
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from tests.caseload.test_contacting import A_DAY, log, standing
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for

SALMA = Trusted("Salma Haddad", "+45 20 11 22 33")
WHOLE = Wish(wait_days=5, text_once=True, call=SALMA)


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    """A citizen."""
    return a_citizen()


def test_it_works(amina: Somebody, clock: FrozenClock) -> None:
    quiet.write(wish=WHOLE, actor=amina.actor)
    written = quiet.of([amina.id])[amina.id]
    assert (written.wish, written.written_at) == (WHOLE, clock.now())
    assert "quiet.written" in [line.event for line in audit.lines_about(amina.id)]


def test_who_is_to_be_called_is_sealed(amina: Somebody) -> None:
    quiet.write(wish=WHOLE, actor=amina.actor)
    with reading() as db:
        row = db.execute(text("select * from quiet_plan")).one()
    assert "Salma" not in str(bytes(row.call)) and "20 11" not in str(row)


def test_a_new_wish_replaces_the_former(amina: Somebody, clock: FrozenClock) -> None:
    quiet.write(wish=WHOLE, actor=amina.actor)
    clock.move(A_DAY)
    quiet.write(wish=Wish(leave_be=True), actor=amina.actor)
    written = quiet.of([amina.id])[amina.id]
    assert (written.wish, written.written_at) == (Wish(leave_be=True), clock.now())


def test_taken_back_it_is_gone(amina: Somebody) -> None:
    quiet.write(wish=WHOLE, actor=amina.actor)
    for _ in range(2):
        quiet.take_back(actor=amina.actor)
    assert quiet.of([amina.id]) == {}
    assert [line.event for line in audit.lines_about(amina.id)].count("quiet.taken-back") == 1


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Wish(), NothingWished),
        (Wish(leave_be=True, text_once=True), BothWays),
        (Wish(wait_days=0), WaitWrong),
        (Wish(wait_days=61), WaitWrong),
        (Wish(call=Trusted("", "20112233")), PersonMissing),
        (Wish(call=Trusted("Salma", "")), PersonMissing),
        (Wish(call=Trusted("Salma", "mor")), PersonMissing),
        (Wish(call=Trusted("S" * 81, "20112233")), PersonMissing),
    ],
)
def test_what_makes_no_sense_is_refused(amina: Somebody, wish: Wish, refusal: type[Invalid]) -> None:
    with pytest.raises(refusal):
        quiet.write(wish=wish, actor=amina.actor)
    assert quiet.of([amina.id]) == {}


def test_nobody_writes_it_for_her(amina: Somebody) -> None:
    with pytest.raises(NotFound):
        quiet.write(wish=WHOLE, actor=responsible_for(amina).actor)


def test_two_calls_without_an_answer_or_a_week_after_one(amina: Somebody, clock: FrozenClock) -> None:
    karen = responsible_for(amina)
    log(amina, karen, NO_ANSWER)
    assert not quiet.is_quiet(standing(amina))
    clock.move(quiet.DAYS * A_DAY)
    assert quiet.is_quiet(standing(amina))
    log(amina, karen, contacting.SPOKE)
    clock.move(A_DAY)
    for _ in range(quiet.TRIES):
        assert not quiet.is_quiet(standing(amina))
        log(amina, karen, NO_ANSWER)
    assert quiet.is_quiet(standing(amina))


@pytest.mark.parametrize(("passed", "left"), [(0, 5), (4, 1), (5, 0), (6, None)])
def test_the_wait_counts_in_danish_days_from_the_first_silent_call(
    runtime: Runtime, clock: FrozenClock, passed: int, left: int | None
) -> None:
    silent = Standing(no_answers=2, silent_since=clock.now())
    clock.move(passed * A_DAY)
    until = quiet.wait_until(Wish(wait_days=5), silent)
    today = date(2026, 11, 22) + passed * A_DAY
    assert until == (None if left is None else today + left * A_DAY)
