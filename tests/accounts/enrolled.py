"""Somebody signed in by a code that was handed over in person, and somebody who has a passkey already."""

from typing import Any

from companion.accounts import codes, passkeys, sign_in
from companion.accounts.sign_in import Me
from tests.accounts.authenticator import Authenticator
from tests.people import MADE_BY, Somebody


def by_code(person: Somebody, *, by_phone: bool = False, device: str | None = None) -> str:
    """The cookie of a phone that a code let in just now."""
    digits = codes.make(person=person.id, language="da", own_phone=True, by_phone=by_phone, actor=MADE_BY)
    codes.use(digits)
    return sign_in.sign_in(person=person.id, own_phone=True, method="code", device=device)


def me_by(person: Somebody, method: str = "passkey") -> Me:
    """This person, signed in so; by `code` means handed over in person."""
    token = by_code(person) if method == "code" else sign_in.sign_in(person=person.id, own_phone=True, method=method)
    found = sign_in.who(token)
    assert found is not None
    return found


def a_passkey(person: Somebody, **bent: Any) -> Authenticator:
    """A phone that holds a passkey of this person."""
    phone, me = Authenticator(**bent), me_by(person)
    passkeys.add(answer=phone.make(passkeys.options_to_add(me)), device="Android", me=me)
    return phone
