"""`/sign-in/code`: nine digits let this phone in; only a tap uses them, never a look."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from companion.accounts import attempts, codes
from companion.accounts.codes import CODE_DIGITS, LetIn, WrongCode
from companion.accounts.digits import in_groups, plain_digits
from companion.accounts.pages import switched
from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import begin, sign_in_form
from companion.foundation.database import transaction
from companion.foundation.errors import N_
from companion.web import reader
from companion.web.open_door import open_to_all

code_door = Blueprint("code_door", __name__)
NOT_NINE = N_("En kode har ni tal. Se på den igen.")
ADD_A_PASSKEY = "/sign-in/passkey/new"  # staff are never in by a code alone: it opens the way to their passkey


@code_door.post("/sign-in/code")
@open_to_all()
def sign_in_by_code() -> Response:
    """Sign in with a code; every code that does not work is answered alike, and only those count as attempts."""
    typed = request.form.get("code", "")
    if switched():
        return sign_in_form(code=typed)
    digits = plain_digits(typed)
    if len(digits) != CODE_DIGITS:
        return sign_in_form(status=422, code=typed, errors=[("code", NOT_NINE)])
    try:
        return _let_in(digits)
    except WrongCode:
        return sign_in_form(status=422, code=" ".join(in_groups(digits)), errors=[("code", WrongCode.sentence)])


def client_address() -> str:
    """Where this request came from: the connection's other end, or what our own proxies say (`TRUSTED_PROXIES`)."""
    return request.remote_addr or "unknown"


def _let_in(digits: str) -> Response:
    with attempts.counted(client_address()), transaction():  # used and signed in, or neither
        found = codes.use(digits)
        response = begin(found.person_id, own_phone=found.own_phone, method="code", to=_first_page(found))
    return reader.remember(response, found.language) if found.own_phone else response


def _first_page(found: LetIn) -> str | None:
    return None if found.role == CITIZEN else ADD_A_PASSKEY
