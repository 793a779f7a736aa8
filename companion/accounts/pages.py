"""Sign-in, sign-out, the demo's people, and the language switch."""

from flask import Blueprint, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from companion.accounts import service, sign_in
from companion.accounts.demo_people import PERSONAS
from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import begin, cookie_name, end_former, me, sign_in_form
from companion.foundation import runtime
from companion.foundation.errors import Invalid, NotFound
from companion.language.offered import offered_languages
from companion.language.table import SOURCE, readable
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import IN_TWO, page, stay_in_two
from companion.web.paths import local_path
from companion.web.reader import language_cookie

accounts = Blueprint("accounts", __name__)
SWITCH = "_language"  # the name of the language buttons, also inside a form that is being filled in
OWN = "language"  # by this name a citizen says which language is hers, Danish too


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
    """Read on in another language, on the same page; or say which language is mine."""
    code = request.form.get(OWN) or request.form.get(SWITCH, "")
    _choose(code, for_good=OWN in request.form)
    response = redirect(local_path(request.form.get("next")), 303)
    return reader.remember(response, code)


def switched() -> bool:
    """Whether a language was chosen in the middle of this form: the page is in it from here, and every later one.

    Raises Invalid for one that is not offered.
    """
    code = request.form.get(SWITCH)
    if code is None:
        return False
    _choose(code, for_good=False)
    reader.switch(readable(code))
    if address := request.form.get(IN_TWO):
        stay_in_two(address)
    return True


def _choose(code: str, *, for_good: bool) -> None:
    """Whoever is signed in reads in this language from now on, on every phone. Raises Invalid for one not offered.

    Danish instead of a citizen's own language is a look on this phone alone, unless she says that it is hers (0047).
    """
    somebody = me() if current_user.is_authenticated else None
    own = somebody.language if somebody else None
    if code != own and code not in {known.code for known in offered_languages()}:
        raise Invalid
    is_a_look = somebody is not None and somebody.role == CITIZEN and code == SOURCE and not for_good
    if somebody and code != own and not is_a_look:
        service.choose_language(person=somebody.person_id, language=code)


def _only_in_a_demo() -> None:
    if not runtime.current().config.demo:
        raise NotFound
