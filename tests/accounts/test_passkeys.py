"""Passkeys: made by a verified user, signed fresh for us alone, and of no use once ended."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from companion.accounts import challenges, leaving, passkeys, sign_in
from companion.accounts.challenges import ADD, SIGN_IN
from companion.accounts.passkeys import MayNotAdd, PasskeyNotMade, PasskeyRefused
from companion.foundation import audit
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.accounts.authenticator import Authenticator, packed
from tests.accounts.enrolled import a_passkey, by_code, me_by
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import MADE_BY, Somebody, a_citizen, staff

A_MINUTE = timedelta(minutes=1)


def refused(answer: Any) -> None:
    with pytest.raises(PasskeyRefused):
        passkeys.use(answer)


def not_made(phone: Authenticator, person: Somebody, **client: str) -> None:
    me = me_by(person)
    with pytest.raises(PasskeyNotMade):
        passkeys.add(answer=phone.make(passkeys.options_to_add(me), **client), device=None, me=me)
    assert not passkeys.of(person.id)


def events(person: Somebody) -> list[str]:
    return [line.event for line in audit.lines_about(person.id)]


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    assert passkeys.use(phone.sign(passkeys.options_to_sign_in())) == amina.id
    assert passkeys.use(phone.sign(passkeys.options_to_sign_in())) == amina.id
    (known,) = passkeys.of(amina.id)
    assert known.device == "Android" and known.last_used_on is not None
    assert events(amina).count("passkey.added") == 1


def test_what_the_phone_is_asked(runtime: Runtime) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    asked, signing = passkeys.options_to_add(me_by(amina)), passkeys.options_to_sign_in()
    chosen = asked["authenticatorSelection"]
    assert chosen["residentKey"] == chosen["userVerification"] == signing["userVerification"] == "required"
    assert [one["id"] for one in asked["excludeCredentials"]] == [packed(phone.credential)]
    assert asked["attestation"] == "none" and asked["rp"]["id"] == signing["rpId"] == "localhost"
    assert asked["user"]["name"] == "A. H." and not signing.get("allowCredentials")


def test_a_phone_that_does_not_count_works_again_and_again(runtime: Runtime) -> None:
    amina = a_citizen()
    phone = a_passkey(amina, steps=0)
    for _ in range(3):
        assert passkeys.use(phone.sign(passkeys.options_to_sign_in())) == amina.id


def test_an_answer_works_once(runtime: Runtime) -> None:
    phone = a_passkey(a_citizen(), steps=0)
    answer = phone.sign(passkeys.options_to_sign_in())
    passkeys.use(answer)
    refused(answer)


def test_a_challenge_answered_wrongly_is_used_up(runtime: Runtime) -> None:
    phone = a_passkey(a_citizen())
    options = passkeys.options_to_sign_in()
    refused(phone.sign(options, origin="https://elsewhere.example"))
    refused(phone.sign(options))


@pytest.mark.parametrize(("late", "works"), [(A_MINUTE * 5 - timedelta(seconds=1), True), (A_MINUTE * 5, False)])
def test_a_challenge_lives_five_minutes(runtime: Runtime, clock: FrozenClock, late: timedelta, works: bool) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    options = passkeys.options_to_sign_in()
    clock.move(late)
    if works:
        assert passkeys.use(phone.sign(options)) == amina.id
    else:
        refused(phone.sign(options))


def test_a_challenge_of_another_purpose_or_nobody_is_refused(runtime: Runtime) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    refused(phone.sign(passkeys.options_to_add(me_by(amina))))
    refused(phone.sign({"challenge": packed(bytes(32))}))


def test_a_challenge_of_another_person_adds_nothing(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    answer = Authenticator().make(passkeys.options_to_add(me_by(nora)))
    with pytest.raises(PasskeyNotMade):
        passkeys.add(answer=answer, device=None, me=me_by(amina))
    options = passkeys.options_to_add(me_by(amina)) | passkeys.options_to_sign_in()
    with pytest.raises(PasskeyNotMade):
        passkeys.add(answer=Authenticator().make(options), device=None, me=me_by(amina))


def test_of_two_at_once_one_gets_in(runtime: Runtime) -> None:
    phone = a_passkey(a_citizen(), steps=0)
    answer = phone.sign(passkeys.options_to_sign_in())
    raised = together([lambda: passkeys.use(answer)] * 2)
    assert [type(fault) for fault in raised] == [PasskeyRefused]


def test_of_many_at_once_one_uses_a_challenge(runtime: Runtime) -> None:
    challenge = challenges.make(SIGN_IN, None)
    won: list[bool] = []
    together([lambda: won.append(challenges.use(challenge, SIGN_IN, None))] * 6)
    assert sorted(won) == [False] * 5 + [True]


def test_of_two_first_passkeys_at_once_one_is_the_first(runtime: Runtime) -> None:
    me = me_by(a_citizen(), "code")
    answers = [Authenticator().make(passkeys.options_to_add(me)) for _ in range(2)]
    acts = [lambda answer=answer: passkeys.add(answer=answer, device=None, me=me) for answer in answers]
    raised = together(acts)
    assert [type(fault) for fault in raised] == [MayNotAdd] and len(passkeys.of(me.person_id)) == 1


@pytest.mark.parametrize(
    "bent", [{"origin": "http://localhost:9000"}, {"rp_id": "elsewhere.example"}, {"verifies": False}]
)
def test_neither_another_site_nor_an_unverified_user(runtime: Runtime, bent: dict[str, Any]) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    not_made(Authenticator(**bent), nora)
    phone = a_passkey(amina)
    for name, value in bent.items():
        setattr(phone, name, value)
    refused(phone.sign(passkeys.options_to_sign_in()))


def test_an_answer_of_the_other_kind_is_refused(runtime: Runtime) -> None:
    phone = a_passkey(a_citizen())
    refused(phone.sign(passkeys.options_to_sign_in(), type="webauthn.create"))
    not_made(Authenticator(), a_citizen(name="Nora Friis"), type="webauthn.get")


def test_a_changed_signature_is_refused(runtime: Runtime) -> None:
    phone = a_passkey(a_citizen())
    other = Authenticator(credential=phone.credential, handle=phone.handle, count=9)
    refused(other.sign(passkeys.options_to_sign_in()))
    answer = phone.sign(passkeys.options_to_sign_in())
    answer["response"]["signature"] = packed(b"0" * 70)
    refused(answer)


def test_a_passkey_that_names_somebody_else_is_refused(runtime: Runtime) -> None:
    phone = a_passkey(a_citizen())
    for handle in (a_citizen(name="Nora Friis").id.bytes, b""):
        phone.handle = handle
        refused(phone.sign(passkeys.options_to_sign_in()))


@pytest.mark.parametrize("back", [0, 3])
def test_a_count_that_goes_backwards_is_refused_and_written_down(runtime: Runtime, back: int) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    phone.count = 6
    passkeys.use(phone.sign(passkeys.options_to_sign_in()))
    phone.count, phone.steps = 7 - back, 0
    refused(phone.sign(passkeys.options_to_sign_in()))
    assert events(amina).count("passkey.out-of-step") == 1


def test_a_stranger_cannot_fill_the_audit_with_counts(runtime: Runtime) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    phone.count = 6
    passkeys.use(phone.sign(passkeys.options_to_sign_in()))
    refused(Authenticator(credential=phone.credential, handle=phone.handle).sign(passkeys.options_to_sign_in()))
    assert "passkey.out-of-step" not in events(amina)


def test_an_ended_passkey_opens_nothing(runtime: Runtime) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    passkeys.end(passkey=passkeys.of(amina.id)[0].id, actor=amina.actor)
    refused(phone.sign(passkeys.options_to_sign_in()))
    assert not passkeys.of(amina.id) and events(amina).count("passkey.ended") == 1


def test_nobody_ends_somebody_elses(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    a_passkey(amina)
    passkey = passkeys.of(amina.id)[0].id
    with pytest.raises(NotFound):
        passkeys.end(passkey=passkey, actor=nora.actor)
    with pytest.raises(NotFound):
        passkeys.one_of(nora.id, passkey)
    assert len(passkeys.of(amina.id)) == 1


def test_the_passkey_of_a_closed_account_opens_nothing(runtime: Runtime) -> None:
    amina = a_citizen()
    phone = a_passkey(amina)
    leaving.disable(person=amina.id, actor=MADE_BY)
    refused(phone.sign(passkeys.options_to_sign_in()))


def test_an_unknown_passkey_opens_nothing(runtime: Runtime) -> None:
    amina = a_citizen()
    refused(Authenticator(handle=amina.id.bytes).sign(passkeys.options_to_sign_in()))


def test_somebody_elses_credential_cannot_be_taken_over(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    phone = a_passkey(amina)
    not_made(Authenticator(credential=phone.credential), nora)
    assert passkeys.use(phone.sign(passkeys.options_to_sign_in())) == amina.id


@pytest.mark.parametrize("answer", [None, [], "x", 7, {}, {"response": None}, {"response": {"clientDataJSON": "é"}}])
def test_nonsense_is_refused(runtime: Runtime, answer: Any) -> None:
    refused(answer)
    me = me_by(a_citizen())
    with pytest.raises(PasskeyNotMade):
        passkeys.add(answer=answer, device=None, me=me)


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("value", ["", "AAAA", "\ud800", None, 7, "x" * 5000])
def test_a_broken_part_is_refused(runtime: Runtime, part: str, value: Any) -> None:
    phone = a_passkey(a_citizen())
    answer = phone.sign(passkeys.options_to_sign_in())
    answer["response"][part] = value
    refused(answer)


def test_a_code_in_person_adds_the_first_one(runtime: Runtime, clock: FrozenClock) -> None:
    for person in (a_citizen(), staff()):
        me = me_by(person, "code")
        clock.move(A_MINUTE * 15)
        answer = Authenticator().make(passkeys.options_to_add(me))
        passkeys.add(answer=answer, device=None, me=me)
        assert not passkeys.may_add(me)


def test_a_code_is_not_enough_after_fifteen_minutes(runtime: Runtime, clock: FrozenClock) -> None:
    me = me_by(a_citizen(), "code")
    options = passkeys.options_to_add(me)
    clock.move(A_MINUTE * 15 + timedelta(seconds=1))
    with pytest.raises(MayNotAdd):
        passkeys.options_to_add(me)
    with pytest.raises(MayNotAdd):
        passkeys.add(answer=Authenticator().make(options), device=None, me=me)


def test_neither_a_card_nor_a_code_read_out_adds_one(runtime: Runtime) -> None:
    amina = a_citizen()
    read_out = sign_in.who(by_code(amina, by_phone=True))
    assert read_out is not None
    assert not passkeys.may_add(read_out) and not passkeys.may_add(me_by(a_citizen(), "card"))


def test_a_code_adds_no_second_one_and_none_in_its_place(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    a_passkey(amina)
    clock.move(A_MINUTE)
    me = me_by(amina, "code")
    assert not passkeys.may_add(me)
    passkeys.end(passkey=passkeys.of(amina.id)[0].id, actor=amina.actor)
    assert not passkeys.may_add(me)
    clock.move(A_MINUTE)
    assert passkeys.may_add(me_by(amina, "code"))


def test_no_challenge_is_kept(runtime: Runtime, clock: FrozenClock) -> None:
    challenge = challenges.make(ADD, a_citizen().id)
    with reading() as db:
        row = db.execute(text("select * from passkey_challenge")).one()
    assert challenge.hex() not in str(tuple(row)) and packed(challenge) not in str(tuple(row))
    clock.move(A_MINUTE * 5)
    challenges.make(SIGN_IN, None)
    with reading() as db:
        assert db.execute(text("select count(*) from passkey_challenge")).scalar_one() == 1
