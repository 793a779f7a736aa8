"""A switch of language leads from every page a form can make to a page that is there, and says what is lost."""

import re

from companion.web.onward import ANY_PAGE, upwards
from tests.house import tree
from tests.house.objects import TAKES
from tests.house.policy import EVERYBODY, WHO

NO_PAGES = "/api/"  # what systems ask is answered without a page
# Objects of other names whose key opens the page above all the same.
THE_SAME_KEY = {"summary": "appointment", "held meeting": "meeting", "text to read aloud": "language"}
SENT_AWAY = {"POST /desk/contacts/<uuid>/done"}  # makes no page of its own: it ends at the desk
A_CODE = re.compile(r'class="big code"')


def test_after_every_form_there_is_a_page_to_go_on_at() -> None:
    wrong = [fault for route in WHO if (fault := _fault(route))]
    assert not wrong, "\n".join(wrong)


def test_a_page_that_is_not_hers_or_takes_another_key_is_seen() -> None:
    assert above("/pair/talk/code") == "/pair/talk" and above("/nowhere/at/all") == "/"
    assert _agree("POST /desk/contacts/<uuid>/done", "GET /desk/contacts/<uuid>") is False


def test_a_code_shown_once_says_so() -> None:
    shown = {path: path.read_text(encoding="utf-8") for path in tree.templates()}
    codes = {tree.short(path): text for path, text in shown.items() if A_CODE.search(text)}
    assert len(codes) >= 4
    assert not [name for name, text in codes.items() if "parts.shown_once()" not in text]


def above(path: str) -> str:
    """Where `onward` leads from an address of the table: the first one above it with a page."""
    return next((one for one in upwards(path) if f"GET {one}" in WHO and ANY_PAGE[:-1] not in one), "/")


def _fault(route: str) -> str | None:
    method, path = route.split(" ", 1)
    if method != "POST" or path.startswith(NO_PAGES) or route in SENT_AWAY:
        return None
    if f"GET {path}" in WHO:
        return None
    page = f"GET {above(path)}"
    if WHO[page] != EVERYBODY and set(WHO[route]) - set(WHO[page]):
        return f"{route} goes on at {page}, which is not open to all who may send it"
    return None if _agree(route, page) else f"{route} goes on at {page}, which takes another key"


def _agree(route: str, page: str) -> bool:
    taken, opened = TAKES.get(route, ("", None))[1], TAKES.get(page, ("", None))[1]
    return "<" not in page or THE_SAME_KEY.get(str(taken), taken) == opened
