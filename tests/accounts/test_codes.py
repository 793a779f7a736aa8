"""A code lets one phone in, once, for ten minutes; whatever else is tried is answered alike."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from companion.accounts import codes, leaving
from companion.accounts import service as accounts
from companion.accounts.codes import WrongCode
from companion.accounts.digits import in_groups, plain_digits
from companion.accounts.roll import end_role
from companion.foundation import audit
from companion.foundation.database import reading
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import MADE_BY, Somebody, a_citizen, staff

ARABIC, PERSIAN = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
BETWEEN = [" ", "-", "–", "\u00a0", "\u202f", ".", "\u200e", "\u200f", "\t"]


def a_code(person: Somebody, language: str | None = "da", *, own_phone: bool = False, by_phone: bool = False) -> str:
    return codes.make(person=person.id, language=language, own_phone=own_phone, by_phone=by_phone, actor=staff().actor)


def another_than(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**9:09}"


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    found = codes.use(a_code(amina, "ar", own_phone=True))
    assert found == codes.LetIn(amina.id, "citizen", "ar", True)
    assert accounts.person(amina.id).language == "ar"


def test_nine_digits_and_only_their_hash_is_kept(runtime: Runtime) -> None:
    digits = a_code(a_citizen())
    assert len(digits) == 9 and digits.isdigit()
    with reading() as db:
        kept = db.execute(text("select * from sign_in_code")).one()
    assert digits not in {str(value) for value in kept} and len(kept.code_hash) == 64


def test_a_used_code_is_used_up(runtime: Runtime) -> None:
    digits = a_code(a_citizen())
    codes.use(digits)
    with pytest.raises(WrongCode):
        codes.use(digits)


def test_two_phones_at_once_are_one(runtime: Runtime) -> None:
    digits = a_code(a_citizen())
    raised = together([lambda: codes.use(digits)] * 8)
    assert [type(fault) for fault in raised] == [WrongCode] * 7


def test_ten_minutes_and_not_a_moment_more(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    digits = a_code(amina)
    clock.move(timedelta(minutes=10))
    with pytest.raises(WrongCode):
        codes.use(digits)
    clock.move(timedelta(microseconds=-1))
    assert codes.use(digits).person_id == amina.id


def test_a_new_code_ends_the_older_one_of_that_person_only(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    older, noras, newer = a_code(amina), a_code(nora), a_code(amina)
    with pytest.raises(WrongCode):
        codes.use(older)
    assert (codes.use(newer).person_id, codes.use(noras).person_id) == (amina.id, nora.id)


def test_two_codes_made_at_once_leave_one_that_works(runtime: Runtime) -> None:
    amina, karen = a_citizen(), staff()
    made: list[str] = []

    def make() -> None:
        made.append(codes.make(person=amina.id, language="da", own_phone=False, actor=karen.actor))

    assert together([make] * 4) == [] and len(set(made)) == 4
    assert [works(digits) for digits in made].count(True) == 1


def works(digits: str) -> bool:
    try:
        codes.use(digits)
    except WrongCode:
        return False
    return True


def test_unknown_used_expired_and_revoked_are_answered_alike(runtime: Runtime, clock: FrozenClock) -> None:
    used, gone = a_code(a_citizen()), a_citizen()
    codes.use(used)
    revoked = a_code(gone)
    codes.revoke(gone.id)
    closed = a_citizen()
    of_nobody = a_code(closed)
    leaving.disable(person=closed.id, actor=MADE_BY)
    expired = a_code(a_citizen())
    clock.move(timedelta(minutes=11))
    told = set()
    for digits in (another_than(used), used, revoked, of_nobody, expired):
        with pytest.raises(WrongCode) as refused:
            codes.use(digits)
        told.add((refused.value.status, refused.value.sentence, str(refused.value.words)))
    assert len(told) == 1


def test_somebody_who_lost_her_role_is_not_let_in(runtime: Runtime) -> None:
    karen = staff()
    digits = a_code(karen)
    end_role(person=karen.id, role=karen.role, actor=MADE_BY)
    with pytest.raises(WrongCode):
        codes.use(digits)


@pytest.mark.parametrize("language", ["", "xx", "ti", "DA"])
def test_a_language_nobody_here_reads_is_refused(runtime: Runtime, language: str) -> None:
    with pytest.raises(Invalid):
        a_code(a_citizen(), language)


def test_without_a_language_she_goes_on_in_her_own(runtime: Runtime) -> None:
    selam = a_citizen("ti", name="Selam Tesfay")
    assert codes.use(a_code(selam, None)).language == "ti"


def test_r3_a_language_that_is_not_offered_is_refused_even_if_it_is_hers(runtime: Runtime) -> None:
    with pytest.raises(Invalid):
        a_code(a_citizen("ti", name="Selam Tesfay"), "ti")


def test_no_code_for_nobody(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        codes.make(person=uuid.uuid4(), language="da", own_phone=False, actor=MADE_BY)


def test_how_it_was_handed_over_is_written_for_her(runtime: Runtime) -> None:
    amina = a_citizen()
    a_code(amina)
    a_code(amina, by_phone=True)
    assert {(line.event, line.purpose) for line in audit.lines_about(amina.id)} == {
        ("code.made", "in-person"),
        ("code.made", "by-phone"),
    }


def test_a_code_for_staff_is_no_line_about_a_citizen(runtime: Runtime) -> None:
    karen = staff()
    a_code(karen)
    with reading() as db:
        line = db.execute(text("select citizen_id, about from audit_line where event = 'code.made'")).one()
    assert line.citizen_id is None and line.about is not None


@pytest.mark.parametrize("by_phone", [True, False])
def test_a_sign_in_knows_how_its_code_was_handed_over(runtime: Runtime, clock: FrozenClock, by_phone: bool) -> None:
    amina = a_citizen()
    codes.use(a_code(amina, by_phone=not by_phone))
    clock.move(timedelta(minutes=1))
    codes.use(a_code(amina, by_phone=by_phone))
    assert codes.was_in_person(amina.id, clock.now()) is not by_phone
    assert codes.was_in_person(amina.id, clock.now() - timedelta(hours=1)) is False


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2)), min_size=1))
def test_digits_of_any_script_are_the_same_digits(typed: list[tuple[int, int]]) -> None:
    scripts = ("0123456789", ARABIC, PERSIAN)
    written = "".join(scripts[script][digit] for digit, script in typed)
    assert plain_digits(written) == "".join(str(digit) for digit, _ in typed)


@given(st.text("0123456789" + ARABIC + PERSIAN, min_size=1), st.lists(st.sampled_from(BETWEEN)), st.randoms())
def test_what_stands_between_does_not_matter(digits: str, between: list[str], chance: object) -> None:
    spread = list(digits)
    for mark in between:
        spread.insert(chance.randint(0, len(spread)), mark)  # type: ignore[attr-defined]
    assert plain_digits("".join(spread)) == plain_digits(digits)


@given(st.text())
def test_whatever_is_typed_only_digits_come_out(typed: str) -> None:
    found = plain_digits(typed)
    assert found == "" or (found.isascii() and found.isdigit())


@pytest.mark.parametrize("typed", ["12345678a", "½", "12²", "٣x", "'; drop table person; --", "１２³", ""])
def test_anything_else_is_no_code(typed: str) -> None:
    assert plain_digits(typed) == ""


def test_digits_are_told_in_threes() -> None:
    assert in_groups("123456789") == ("123", "456", "789")
