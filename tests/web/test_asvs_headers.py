"""An installation on https: browsers stay there, take every answer for what it is, and nothing is told to others."""

from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.accounts import sign_in
from companion.app import create_app
from companion.foundation import config as settings
from companion.foundation.runtime import Runtime
from companion.web import security
from companion.web.static import PREFIX, published_names
from tests.people import a_citizen, signed_in

HTTPS = "https://companion.example.dk"
A_YEAR = 31_536_000  # seconds
PAGES = ("/help", "/sign-in", "/plan", "/nowhere", "/demo", "/help/", "/healthz", "/readyz", "/offline",
         "/manifest.webmanifest", "/service-worker.js")  # fmt: skip
WORKSHOP = ("/static/", "/static", "/static/vendor/", "/static/drawings", "/translations/", "/.git/config", "/.git/",
            "/.env", "/companion.db", "/static/..%2f.git/config")  # fmt: skip
KINDS = {
    "/help": "text/html; charset=utf-8",
    "/nowhere": "text/html; charset=utf-8",
    "/healthz": "text/plain; charset=utf-8",
    "/service-worker.js": "text/javascript; charset=utf-8",
    "/readyz": "application/json",
    "/manifest.webmanifest": "application/manifest+json",
    "companion.css": "text/css; charset=utf-8",
    "start.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "icon-192.png": "image/png",
}


@pytest.fixture
def live(runtime: Runtime) -> FlaskClient:
    """A browser at an installation on https."""
    set_so = settings.read(**{**runtime.config.model_dump(), "base_url": HTTPS})
    app: Flask = create_app(set_so, ground=Runtime(set_so, runtime.clock, runtime.database, runtime.keys))
    browser = app.test_client()
    browser.environ_base |= {"HTTP_SEC_FETCH_SITE": "same-origin", "wsgi.url_scheme": "https"}
    return browser


@pytest.mark.parametrize("address", PAGES)
def test_browsers_are_told_to_stay_on_https(live: FlaskClient, address: str) -> None:
    age, subdomains = live.get(address).headers["Strict-Transport-Security"].split("; ")
    assert int(age.removeprefix("max-age=")) >= A_YEAR and subdomains == "includeSubDomains"


def test_refusals_tell_it_too(live: FlaskClient) -> None:
    for answer in (live.post("/language", headers={"Sec-Fetch-Site": "cross-site"}), live.put("/help")):
        assert answer.status_code in (403, 405) and "Strict-Transport-Security" in answer.headers


def test_no_answer_sends_anybody_from_http_to_https(live: FlaskClient) -> None:
    """A redirect would hide that something was sent in the clear; the proxy does it for pages alone."""
    for address in ("/help", "/sign-in", "/check-in/sealed", "/healthz"):
        assert "Location" not in live.get(address, base_url="http://companion.example.dk").headers


@pytest.mark.parametrize(("named", "kind"), KINDS.items())
def test_every_answer_says_what_it_is(live: FlaskClient, named: str, kind: str) -> None:
    address = named if named.startswith("/") else PREFIX + published_names()[named]
    assert live.get(address).headers["Content-Type"].replace('"', "") == kind


@pytest.mark.parametrize("origin", ["https://evil.example", "null", HTTPS])
def test_no_other_site_may_read_an_answer(live: FlaskClient, origin: str) -> None:
    static = PREFIX + published_names()["companion.css"]
    for address in (*PAGES, static):
        for method in ("GET", "OPTIONS"):
            headers = live.open(address, method=method, headers={"Origin": origin}).headers
            assert not [name for name, _ in headers if name.startswith("Access-Control-")], address


def test_the_chosen_language_travels_on_https_alone_and_no_script_reads_it(live: FlaskClient) -> None:
    jar: SimpleCookie = SimpleCookie()
    jar.load(live.post("/language", data={"_language": "en"}).headers["Set-Cookie"])
    (kept,) = jar.values()
    assert kept.key == "__Host-companion-language" and kept["path"] == "/"
    assert (kept.value, kept["secure"], kept["httponly"], kept["samesite"]) == ("en", True, True, "Lax")


def test_static_files_tell_it_too(live: FlaskClient) -> None:
    answer = live.get(PREFIX + published_names()["companion.css"])
    assert answer.headers["Strict-Transport-Security"] == security.STRICT_TRANSPORT


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG"])
def test_no_method_says_back_what_was_sent(live: FlaskClient, method: str) -> None:
    answer = live.open("/help", method=method, headers={"X-Canary": "seen-again"})
    assert answer.status_code in (403, 405, 501) and "seen-again" not in answer.text


@pytest.mark.parametrize("address", WORKSHOP)
def test_no_folder_is_listed_and_no_work_file_is_there(live: FlaskClient, address: str) -> None:
    assert live.get(address).status_code == 404


def test_nothing_for_developers_is_switched_on(live: FlaskClient) -> None:
    app = live.application
    assert not app.debug and not app.config["PROPAGATE_EXCEPTIONS"] and not app.config["TESTING"]
    assert {live.get(path).status_code for path in ("/console", "/_debug", "/debug", "/admin/")} == {404}


@pytest.mark.parametrize("kind", ["html", "json"])
def test_her_own_copy_is_a_file_to_keep_and_no_page_of_ours(client: FlaskClient, kind: str) -> None:
    signed_in(client, a_citizen())
    answer = client.post(f"/me/export/companion.{kind}", data={"filename": '"; filename="evil.exe'})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="companion.{kind}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"


def test_a_token_is_in_no_page_and_no_address(client: FlaskClient) -> None:
    token = sign_in.sign_in(person=a_citizen().id, own_phone=True, method="passkey")
    client.set_cookie("companion", token)
    for address in ("/", "/me", "/me/devices", "/plan", "/help"):
        answer = client.get(address)
        assert answer.status_code == 200 and token not in answer.text and token not in str(answer.headers)
    client.delete_cookie("companion")
    assert client.get(f"/me?companion={token}").status_code == 401
