"""Every answer is dressed alike, errors and static files too: nothing may run or load that is not ours."""

import re

import pytest
from flask.testing import FlaskClient

from companion.foundation.runtime import Runtime
from companion.web import security
from companion.web.page import SHELF
from tests.people import a_citizen, signed_in, staff
from tests.web.markup import elements

ANSWERS = ["/help", "/sign-in", "/offline", "/healthz", "/readyz", "/manifest.webmanifest", "/service-worker.js",
           "/nowhere", "/plan", "/demo", "/help/"]  # fmt: skip
UNSAFE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "data:", "blob:", "*", "http:", "https:")


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_is_dressed(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in security.HEADERS} == security.HEADERS


def test_refused_requests_are_dressed_too(client: FlaskClient) -> None:
    for answer in (
        client.post("/language", headers={"Sec-Fetch-Site": "cross-site"}),
        client.post("/language", data=b"x" * (security.MAX_BODY_BYTES + 1)),
        client.put("/help"),
    ):
        assert answer.status_code in (403, 413, 405)
        assert answer.headers["Content-Security-Policy"] == security.POLICY


def test_static_files_are_taken_for_what_they_are(client: FlaskClient) -> None:
    script = elements(client.get("/help").text, "script")[0].get("src")
    headers = client.get(str(script)).headers
    assert headers.get("X-Content-Type-Options") == "nosniff"
    assert headers.get("Access-Control-Allow-Origin") is None


def test_the_policy_allows_nothing_unsafe() -> None:
    rules = directives(security.POLICY)
    assert not [word for word in UNSAFE if word in security.POLICY]
    assert (rules["default-src"], rules["base-uri"], rules["frame-ancestors"]) == ("'none'",) * 3
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"


def test_pages_keep_to_the_policy(client: FlaskClient, runtime: Runtime) -> None:
    signed_in(client, a_citizen())
    for address in ("/", "/check-in", "/me", "/me/sharing", "/me/seen", "/check-in/result", "/help", "/plan"):
        html = client.get(address).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style|javascript:", html), address


def test_a_personal_page_is_stored_by_nobody_else(client: FlaskClient) -> None:
    assert client.get("/help").headers["Cache-Control"] == "no-cache"
    signed_in(client, a_citizen())
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_who_may_keep_a_page(client: FlaskClient) -> None:
    assert client.get("/help").headers["Companion-Keep"] == "anyone"
    assert client.get("/sign-in").headers["Companion-Keep"] == "never"
    assert client.get("/nowhere").headers["Companion-Keep"] == "never"
    signed_in(client, a_citizen())
    own = client.get("/").headers
    assert own["Companion-Keep"] == "own" and len(own["Companion-Owner"]) == 24


@pytest.mark.parametrize("address", ["/check-in/result", "/me/sharing", "/me/seen", "/sign-out"])
def test_results_and_sharing_are_never_kept(client: FlaskClient, address: str) -> None:
    signed_in(client, a_citizen())
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Companion-Keep"]) == (200, "never")
    assert len(answer.headers["Companion-Owner"]) == 24  # so that another owner's kept pages leave the phone


@pytest.mark.parametrize("address", ["/", "/plan", "/appointments", "/check-in", "/me"])
def test_a_shared_phone_keeps_nothing(client: FlaskClient, address: str) -> None:
    signed_in(client, a_citizen(), own_phone=False)
    answer = client.get(address)
    ahead = set(re.findall(r'name="companion-keep" content="([^"]*)"', answer.text))
    assert (answer.headers["Companion-Keep"], ahead - {",".join(SHELF)}) == ("never", set())  # the shelf is nobody's


def test_a_shelf_page_names_nobody(client: FlaskClient) -> None:
    signed_in(client, a_citizen(name="Canary Person"))
    for address in ("/help", "/offline"):
        html = client.get(address).text
        assert "Canary Person" not in html and "companion-owner" not in html


def test_staff_pages_are_never_kept_and_own_no_outbox(client: FlaskClient) -> None:
    signed_in(client, staff())
    answer = client.get("/desk")
    assert (answer.headers["Companion-Keep"], "companion-owner" in answer.text) == ("never", False)
