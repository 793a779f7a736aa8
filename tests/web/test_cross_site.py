"""Nothing another site asks a reader's browser to do is done; our own pages and queued items get through."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

Headers = dict[str, str]


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser that says nothing of where its request comes from, unless the test says it."""
    return app.test_client()


def switched(browser: FlaskClient, headers: Headers, method: str = "POST") -> int:
    return browser.open(
        "/language", method=method, headers=headers, data={"_language": "en", "next": "/help"}
    ).status_code


def test_it_works(stranger: FlaskClient) -> None:
    assert switched(stranger, {"Sec-Fetch-Site": "same-origin"}) == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "SAME-ORIGIN", "same-origin, cross-site"])
def test_another_site_is_refused(stranger: FlaskClient, site: str) -> None:
    assert switched(stranger, {"Sec-Fetch-Site": site}) == 403


def test_a_forged_origin_does_not_help_against_fetch_metadata(stranger: FlaskClient) -> None:
    assert switched(stranger, {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}) == 403


def test_no_header_at_all_is_refused(stranger: FlaskClient) -> None:
    assert switched(stranger, {}) == 403


@pytest.mark.parametrize("origin", ["http://localhost", "http://localhost:8000"])
def test_an_older_browser_is_known_by_its_origin(stranger: FlaskClient, origin: str) -> None:
    """The address asked (in this test `localhost`) or the one set as BASE_URL."""
    assert switched(stranger, {"Origin": origin}) == 303


@pytest.mark.parametrize(
    "origin",
    ["null", "", "https://evil.example", "http://localhost.evil.example", "http://evil.example/localhost",
     "http://localhost@evil.example", "http://[", "localhost", "http://localhost:9"],
)  # fmt: skip
def test_a_foreign_origin_is_refused(stranger: FlaskClient, origin: str) -> None:
    assert switched(stranger, {"Origin": origin}) == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_every_unsafe_method_is_guarded(stranger: FlaskClient, method: str) -> None:
    assert switched(stranger, {"Sec-Fetch-Site": "cross-site"}, method) == 403


def test_reading_from_a_link_on_another_site_is_fine(stranger: FlaskClient) -> None:
    assert stranger.get("/help", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("address", ["/demo", "/sign-out", "/call-me", "/check-in", "/check-in/sealed", "/me/sharing"])
def test_every_form_is_guarded_before_anything_else(stranger: FlaskClient, address: str) -> None:
    assert stranger.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
