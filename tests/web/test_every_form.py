"""No page of a citizen's loses what she filled in to another language, also without a script.

Each field stands in the form that the language buttons send, and comes back from it; what does not is named here.
"""

import re
from collections.abc import Iterator

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from companion.accounts import ended
from tests.interpreting.her_pages import ONE_THING, PLAIN, about_hers, everything_on
from tests.me import a_whole_life
from tests.people import MADE_BY, Somebody, signed_in
from tests.web.markup import Element, elements, language_of, main_of

PIN = "a PIN goes into no page: it is typed again"
BESIDE = "one button sends one form, and another one of this page is longer; a script keeps this one"
NOBODYS = "questions that nobody is asked: hidden without a script, and the script itself holds what is chosen"
LEFT = {
    "/sign-in/card": BESIDE,
    "/me/devices/card": PIN,
    "/check-in": NOBODYS,
    "/check-in/assisted": NOBODYS,
    "/me/sharing": BESIDE,
    "/pair": BESIDE,  # while staff wait for her in another talk
    "/appointments/*/slot": BESIDE,
    "/appointments/*/agree": BESIDE,
}
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
UNTYPED = ("hidden", "submit", "button", "file")
WORDS = "Mit knæ"
TYPED = {"date": "2026-12-01", "time": "09:30", "email": "a@example.dk", "number": "7"}
NUMBERS = ("minutes", "wait_days")


def test_it_works(client: FlaskClient) -> None:
    lost = {(path, goes) for path, html in walked(client) for goes in uncarried(html)}
    assert {goes for _path, goes in lost} <= set(LEFT), lost


def test_what_is_named_here_is_still_there(client: FlaskClient) -> None:
    seen = {goes for _path, html in walked(client) for goes in uncarried(html)}
    assert seen == set(LEFT)


def test_all_of_it_comes_back(client: FlaskClient) -> None:
    """Filled in from top to bottom, switched, and every word, day and choice stands there again."""
    carried = 0
    for path, html in walked(client):
        if form := carrying(html):
            carried += 1
            hidden, said = brought_by(form), filled(form)
            answer = client.post(goes_to(form), data=MultiDict([*hidden, *said, ("_language", "da")]))
            assert answer.status_code == 200 and language_of(answer.text)[0] == "da", path
            back = set(standing(carrying(answer.text) or ""))
            assert set(said) <= back, (path, set(said) - back)
            client.post("/language", data={"_language": "en", "next": "/"})
    assert carried > 20


def test_after_the_end_of_her_case_a_page_is_still_read_in_another_language(client: FlaskClient) -> None:
    """Nothing is sent any more: the buttons leave the form alone."""
    her = everything_on(client, "en")
    assert carrying(client.get("/plan/own").text)
    ended.end(citizen=her.id, actor=MADE_BY)
    html = client.get("/plan/own").text
    assert carrying(html) is None and "_language" in html
    client.post("/language", data={"_language": "da", "next": "/plan/own"})
    assert language_of(client.get("/plan/own").text)[0] == "da"


def walked(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every page she can open, of two who have much on them."""
    for her in (everything_on(client, "en"), a_whole_life.a_life("en").amina):
        yield from opened(signed_in(client, her), her)


def opened(client: FlaskClient, her: Somebody) -> Iterator[tuple[str, str]]:
    for path in [*PLAIN, *(one for route in ONE_THING for one in about_hers(route, her))]:
        answer = client.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield path, answer.text


def carrying(html: str) -> str | None:
    """The form that the language buttons send; None where they send none of the page's own."""
    (name,) = {one.get("form") for one in elements(html, "button") if one.get("name") == "_language"}
    return (
        next((form for form in FORM.findall(main_of(html)) if elements(form)[0].get("id") == name), None)
        if name
        else None
    )


def uncarried(html: str) -> set[str]:
    """Where the other forms go that have something to fill in."""
    others = [form for form in FORM.findall(main_of(html)) if form != carrying(html) and fields(form)]
    return {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", goes_to(form)) for form in others}


def goes_to(form: str) -> str:
    return str(elements(form)[0].get("action"))


def fields(form: str) -> list[Element]:
    """What can be typed or chosen in it."""
    found = [one for one in elements(form) if one.tag in ("input", "textarea", "select") and one.get("name")]
    return [one for one in found if one.get("type") not in UNTYPED]


def brought_by(form: str) -> list[tuple[str, str]]:
    """What the form brings along by itself."""
    hidden = [one for one in elements(form, "input") if one.get("type") == "hidden"]
    return [(str(one.get("name")), str(one.get("value"))) for one in hidden]


def filled(form: str) -> list[tuple[str, str]]:
    """Everything in it typed, ticked, and the last of each choice taken."""
    said: list[tuple[str, str]] = []
    for one in fields(form):
        name = str(one.get("name"))
        if one.get("type") == "radio":
            said = [other for other in said if other[0] != name]
        said.append((name, says(one, form)))
    return said


def says(one: Element, form: str) -> str:
    if one.get("type") in ("radio", "checkbox"):
        return one.attributes.get("value", "on")
    if one.tag == "select":
        inside = form.partition(f'name="{one.get("name")}"')[2].partition("</select>")[0]
        return str(elements(inside, "option")[-1].get("value"))
    return TYPED.get(one.get("type") or "", "7" if one.get("name") in NUMBERS else WORDS)


def standing(form: str) -> Iterator[tuple[str, str]]:
    """What stands in a form as a browser would send it."""
    name = ""
    for one in elements(form):
        name = one.get("name") or name
        is_chosen = "checked" in one.attributes or one.get("type") not in ("radio", "checkbox")
        if one.tag == "textarea":
            yield name, one.text
        elif (one.tag == "input" and is_chosen) or (one.tag == "option" and "selected" in one.attributes):
            yield name, one.attributes.get("value", "on")
