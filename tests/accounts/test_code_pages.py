"""The sign-in form takes nine digits as they are typed; looking uses nothing up, and no answer tells why not."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts import codes, leaving, sign_in
from companion.app import create_app
from companion.foundation import config as settings
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, signed_in, staff
from tests.web.markup import by_id, elements, language_of

NOT_THIS_ONE = "Koden virker ikke."


def a_code(person: Somebody, language: str = "da", *, own_phone: bool = True) -> str:
    return codes.make(person=person.id, language=language, own_phone=own_phone, actor=staff().actor)


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**9:09}"


def typed(client: FlaskClient, code: str, **more: str) -> TestResponse:
    return client.post("/sign-in/code", data={"code": code, **more})


def me(answer: TestResponse) -> sign_in.Me:
    token = re.search(r"companion=([^;]+)", "".join(answer.headers.getlist("Set-Cookie")))
    assert token is not None
    found = sign_in.who(token[1])
    assert found is not None
    return found


def test_it_works(client: FlaskClient) -> None:
    answer = typed(client, a_code(a_citizen(), "ar"))
    assert (answer.status_code, answer.location) == (303, "/")
    assert (me(answer).method, me(answer).own_phone, me(answer).is_strong) == ("code", True, False)
    assert language_of(client.get("/").text) == ("ar", "rtl")


@pytest.mark.parametrize("shape", ["{0} {1} {2}", "{0}-{1}-{2}", " {0}{1} {2}\u200f"])
def test_it_is_read_as_it_is_typed(client: FlaskClient, shape: str) -> None:
    digits = a_code(a_citizen())
    assert typed(client, shape.format(digits[:3], digits[3:6], digits[6:])).status_code == 303


def test_arabic_digits_are_digits(client: FlaskClient) -> None:
    digits = a_code(a_citizen("ar"), "ar")
    assert typed(client, digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))).status_code == 303


def test_a_shared_phone_keeps_no_language_either(client: FlaskClient) -> None:
    answer = typed(client, a_code(a_citizen("ar"), "ar", own_phone=False))
    assert not me(answer).own_phone
    assert "companion-language" not in "".join(answer.headers.getlist("Set-Cookie"))


def test_looking_uses_nothing_up(client: FlaskClient) -> None:
    digits = a_code(a_citizen())
    for address in ("/sign-in", f"/sign-in?code={digits}", "/"):
        assert client.get(address).status_code == 200
    assert client.get("/sign-in/code").status_code == 405
    assert client.head("/sign-in").status_code == 200
    assert typed(client, digits).status_code == 303


def test_used_unknown_expired_and_closed_are_the_same_page(client: FlaskClient, clock: FrozenClock) -> None:
    used, closed = a_code(a_citizen()), a_citizen()
    typed(client, used)
    client.post("/sign-out")
    of_nobody = a_code(closed)
    leaving.disable(person=closed.id, actor=MADE_BY)
    expired = a_code(a_citizen())
    clock.move(timedelta(minutes=10))
    pages = set()
    for digits in (used, wrong(used), of_nobody, expired):
        answer = typed(client, digits)
        groups = " ".join((digits[:3], digits[3:6], digits[6:]))
        assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "no-store")
        assert answer.text.count(groups) == 1
        pages.add(answer.text.replace(groups, "…"))
    assert len(pages) == 1 and NOT_THIS_ONE in pages.pop()


@pytest.mark.parametrize("code", ["", "12345678", "1234567890", "abc", "<script>alert(1)</script>"])
def test_what_is_no_code_is_told_and_does_not_count(client: FlaskClient, code: str) -> None:
    answer = [typed(client, code) for _ in range(25)][-1]
    assert answer.status_code == 422 and "En kode har ni tal." in answer.text
    assert "<script>alert" not in answer.text
    assert typed(client, a_code(a_citizen())).status_code == 303


def test_what_is_wrong_stands_at_the_field_and_on_top(client: FlaskClient) -> None:
    html = typed(client, "123").text
    field = by_id(html, "code")
    assert field is not None and (field.get("aria-invalid"), field.get("value")) == ("true", "123")
    assert field.get("aria-describedby") == "code-error" and by_id(html, "code-error") is not None
    assert [one.get("href") for one in elements(html, "a") if one.get("href") == "#code"]


def test_the_21st_wrong_code_from_here_is_refused_and_the_right_one_too(client: FlaskClient) -> None:
    digits = a_code(a_citizen())
    for _ in range(20):
        assert typed(client, wrong(digits)).status_code == 422
    refused = typed(client, digits)
    assert refused.status_code == 429
    assert "Prøv igen kl. 10:10. Din kontakt kan også hjælpe dig ind." in refused.text
    elsewhere = client.post("/sign-in/code", data={"code": digits}, environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert elsewhere.status_code == 303


def test_no_header_moves_a_sender_elsewhere(client: FlaskClient) -> None:
    digits = a_code(a_citizen())
    for number in range(20):
        client.post("/sign-in/code", data={"code": wrong(digits)}, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    answer = client.post("/sign-in/code", data={"code": digits}, headers={"X-Forwarded-For": "192.0.2.99"})
    assert answer.status_code == 429


def test_our_own_proxy_is_believed_when_a_setting_says_so(client: FlaskClient, runtime: Runtime) -> None:
    set_so = settings.read(**{**runtime.config.model_dump(), "trusted_proxies": 1})
    browser = create_app(set_so, ground=runtime).test_client()
    digits = a_code(a_citizen())

    def from_proxy(code: str, told: str) -> int:
        heads = {"X-Forwarded-For": told, "X-Forwarded-Host": "evil.example", "Sec-Fetch-Site": "same-origin"}
        return browser.post("/sign-in/code", data={"code": code}, headers=heads).status_code

    for number in range(20):  # what stands before the last address is the sender's own invention
        assert from_proxy(wrong(digits), f"192.0.2.{number}, 198.51.100.1") == 422
    assert from_proxy(digits, "192.0.2.99, 198.51.100.1") == 429
    assert from_proxy(digits, "198.51.100.2") == 303


def test_another_site_cannot_sign_anybody_in(client: FlaskClient) -> None:
    digits = a_code(a_citizen())
    answer = client.post("/sign-in/code", data={"code": digits}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert typed(client, digits).status_code == 303


def test_staff_come_to_their_passkey_and_nowhere_else(client: FlaskClient) -> None:
    karen = staff()
    answer = typed(client, a_code(karen, own_phone=False))
    assert (answer.status_code, answer.location) == (303, "/sign-in/passkey/new")
    refused = client.get("/desk")
    assert refused.status_code == 403 and "/sign-in/stronger" in refused.text


def test_the_phone_changes_hands(client: FlaskClient) -> None:
    nora, amina = a_citizen(name="Nora Friis"), a_citizen()
    signed_in(client, nora)
    former = client.get_cookie("companion")
    assert former is not None
    typed(client, a_code(amina))
    assert sign_in.who(former.value) is None
    assert "Nora" not in client.get("/me").text


def test_switching_language_keeps_the_digits_and_uses_nothing(client: FlaskClient) -> None:
    digits = a_code(a_citizen())
    answer = typed(client, f"{digits[:5]} {digits[5:]}", _language="ar")
    field = by_id(answer.text, "code")
    assert answer.status_code == 200 and language_of(answer.text) == ("ar", "rtl")
    assert field is not None and field.get("value") == f"{digits[:5]} {digits[5:]}"
    assert language_of(client.get("/sign-in").text) == ("ar", "rtl")
    assert typed(client, digits).status_code == 303


def test_a_language_that_is_not_offered_is_refused(client: FlaskClient) -> None:
    assert typed(client, "123456789", _language="xx").status_code == 422


def test_the_field_brings_up_digits(client: FlaskClient) -> None:
    field = by_id(client.get("/sign-in").text, "code")
    assert field is not None
    assert (field.get("inputmode"), field.get("autocomplete"), field.get("dir")) == ("numeric", "one-time-code", "ltr")


def test_one_main_button_with_and_without_a_demo(client: FlaskClient, runtime: Runtime) -> None:
    set_so = settings.read(**{**runtime.config.model_dump(), "demo": True})
    demo = create_app(set_so, ground=replace(runtime, config=set_so)).test_client()
    for browser, there in ((client, False), (demo, True)):
        html = browser.get("/sign-in").text
        assert html.count("button main") == 1
        assert ('href="/demo"' in html, 'action="/sign-in/code"' in html) == (there, True)


@pytest.mark.parametrize("method", ["demo", "code", "card", "passkey", "oidc"])
def test_a_closed_account_is_in_by_no_way(client: FlaskClient, method: str) -> None:
    amina = a_citizen()
    leaving.disable(person=amina.id, actor=MADE_BY)
    signed_in(client, amina, method=method)
    assert client.get("/me").status_code == 401
