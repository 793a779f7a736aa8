"""`/admin/languages`: which languages are known, which are offered, and where their texts come from."""

from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import runtime
from companion.language import offered
from companion.language.offered import LanguagesWrong
from companion.language.provenance import of_interface
from companion.language.table import SOURCE, Language, languages
from companion.web.page import page

admin_languages = Blueprint("admin_languages", __name__)


@admin_languages.get("/admin/languages")
@signed_in_as(ADMINISTRATOR)
def every() -> Response:
    """Every language, those that are offered first."""
    return _list(set(offered.offered_codes()))


@admin_languages.post("/admin/languages")
@signed_in_as(ADMINISTRATOR)
def choose() -> Response:
    """Offer these and no others."""
    wanted = request.form.getlist("language")
    try:
        offered.choose(wanted, actor=me().actor)
    except LanguagesWrong as fault:
        return _list(set(wanted), status=fault.status, errors=[("language", fault.sentence)])
    return redirect("/admin/languages", 303)


def _list(chosen: set[str], *, status: int = 200, errors: Any = ()) -> Response:
    known = sorted(languages().values(), key=lambda one: one.code not in chosen)
    return page(
        "admin/languages.html",
        status=status,
        errors=errors,
        known_languages=[(one, one.code in chosen, _state(one), _lacks_safety(one)) for one in known],
        is_own=offered.is_chosen(),
    )


def _state(one: Language) -> str | None:
    return of_interface(one.code) if one.catalogue else None


def _lacks_safety(one: Language) -> bool:
    """Whether Danish stands in for texts about safety until somebody has read them through: an operator's decision."""
    return one.code != SOURCE and not runtime.current().config.shows_unread_safety(one.code)
