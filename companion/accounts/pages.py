"""Sign-in, sign-out, the demo's people, and the language switch."""

from flask import Blueprint, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from companion.accounts import service, sign_in
from companion.accounts.demo_people import PERSONAS
from companion.accounts.signed_in import begin, cookie_name, end_former, me, sign_in_form
from companion.foundation import runtime
from companion.foundation.errors import Invalid, NotFound
from companion.language.offered import offered_languages
from companion.language.table import readable
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import page
from companion.web.paths import local_path
from companion.web.reader import language_cookie

accounts = Blueprint("accounts", __name__)
SWITCH = "_language"  # the name of the language buttons, also inside a form that is being filled in


@accounts.get("/sign-in")
@open_to_all()
def sign_in_page() -> Response:
    """How to get in; a code in the address is read by the phone alone, and nothing is used up by looking."""
    return sign_in_form()


@accounts.get("/demo")
@open_to_all()
def demo() -> Response:
    """One button per demo person; after a choice, whose phone this is. Only in a demo."""
    _only_in_a_demo()
    return page("accounts/demo.html", personas=PERSONAS, chosen=None)


@accounts.post("/demo")
@open_to_all()
def demo_sign_in() -> Response:
    """Sign in as a demo person, once it is said whose phone this is."""
    _only_in_a_demo()
    key, phone = request.form.get("persona", ""), request.form.get("phone")
    person = sign_in.persona(key)
    if phone not in ("own", "shared"):
        chosen = next(persona for persona in PERSONAS if persona.key == key)
        return page("accounts/demo.html", personas=PERSONAS, chosen=chosen)
    return begin(person, own_phone=phone == "own", method="demo")


@accounts.get("/sign-out")
@open_to_all()
def sign_out_page() -> Response:
    """Asks before signing out and says what stays on the phone."""
    return page("accounts/sign_out.html")


@accounts.post("/sign-out")
@open_to_all()
def sign_out() -> Response:
    """End this phone's session; the browser is told to forget what it kept."""
    borrowed = current_user.is_authenticated and not me().own_phone
    end_former()
    response = redirect("/sign-in", 303)
    if borrowed:  # the next person does not see which language the one before reads
        response.delete_cookie(language_cookie(), secure=runtime.current().config.secure, httponly=True, samesite="Lax")
    response.delete_cookie(cookie_name(), path="/", secure=runtime.current().config.secure)
    response.headers["Clear-Site-Data"] = '"cache"'  # not "storage": sealed answers stay for their owner
    return response


@accounts.post("/language")
@open_to_all()
def language() -> Response:
    """Read on in another language, on the same page."""
    code = request.form.get(SWITCH, "")
    choose_language(code)
    response = redirect(local_path(request.form.get("next")), 303)
    return reader.remember(response, code)


def choose_language(code: str) -> None:
    """From now on whoever is signed in here reads in this language. Raises Invalid for one that is not offered."""
    offered = offered_languages()
    if code not in {known.code for known in offered}:
        raise Invalid
    if current_user.is_authenticated:
        service.choose_language(person=me().person_id, language=code)


def read_on(code: str) -> None:
    """The page that is being made is in this language already, and every later one. Raises Invalid."""
    choose_language(code)
    reader.recognise(reader.in_language(reader.current(), readable(code)))


def _only_in_a_demo() -> None:
    if not runtime.current().config.demo:
        raise NotFound
