"""`/sign-in/oidc/<door>`: away to the other system, and back from it into a session of ours."""

import logging

from flask import Blueprint, request
from flask_login import current_user
from werkzeug.wrappers import Response

from companion.accounts import oidc
from companion.accounts.oidc_faults import NotTrusted, OtherSystemSilent
from companion.accounts.oidc_pending import LIFE
from companion.accounts.signed_in import begin, me
from companion.foundation import logs, runtime
from companion.foundation.errors import Refusal
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import go_on_at, page

oidc_door = Blueprint("oidc_door", __name__)
log = logging.getLogger("companion.accounts")
SECURE_COOKIE, LOOPBACK_COOKIE = "__Host-companion-oidc", "companion-oidc"


@oidc_door.post("/sign-in/oidc/<key>")
@open_to_all()
def away(key: str) -> Response:
    """Go to the other system at once; a link stands there for browsers that do not.

    Not a redirect: the policy that forms send only to us (`form-action`) would stop it, and each one after it.
    """
    own_phone = request.form.get("own_phone") == "1"
    try:
        address, begun = oidc.begin(key=key, own_phone=own_phone, language=reader.current().language.html)
    except OtherSystemSilent as fault:
        raise _written_down(key, fault) from None
    response = page("accounts/away.html", address=address, label=oidc.LABELS[key])
    response.headers["Refresh"] = f"0; url={address}"
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        _cookie_name(),
        begun.browser,
        max_age=int(LIFE.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",  # the way back is a link from another site
        secure=runtime.current().config.secure,
    )
    return response


@oidc_door.get("/sign-in/oidc/<key>/back")
@open_to_all()
def back(key: str) -> Response:
    """Back again: the state, this browser's cookie and the signed token together let somebody in, once.

    Not counted as an attempt: 256 random bits cannot be tried, and counting would let a stranger close the door.
    """
    go_on_at("/sign-in")  # the address holds what the other system sent
    browser = request.cookies.get(_cookie_name(), "")
    somebody = me() if current_user.is_authenticated else None
    try:
        found = oidc.finish(key=key, answer=request.args, browser=browser, me=somebody)
    except (NotTrusted, OtherSystemSilent) as fault:
        raise _written_down(key, fault) from None
    response = begin(found.person_id, own_phone=found.own_phone, method="oidc")
    response.delete_cookie(_cookie_name(), path="/", secure=runtime.current().config.secure, httponly=True)
    response.headers["Cache-Control"] = "no-store"
    return response


def _written_down(key: str, fault: NotTrusted | OtherSystemSilent) -> Refusal:
    """The reason is for the operator: no claim, no code and no name stands in it."""
    log.warning("oidc-refused", extra={logs.FACTS: {"door": key, "reason": fault.reason}})
    return fault


def _cookie_name() -> str:
    return SECURE_COOKIE if runtime.current().config.secure else LOOPBACK_COOKIE
