"""Static files have hashed names, never change, and come compressed."""

import hashlib
import re

import pytest
from flask.testing import FlaskClient

from companion.web import security
from companion.web.static import A_YEAR, PREFIX, published_names, source_of

NAMES = ["companion.css", "start.js", "icons.svg", "outbox.js", "vendor/htmx.min.js", "icon-192.png"]


@pytest.mark.parametrize("name", NAMES)
def test_it_works(client: FlaskClient, name: str) -> None:
    answer = client.get(PREFIX + published_names()[name])
    assert (answer.status_code, answer.data) == (200, source_of(name))
    assert answer.cache_control.immutable and answer.cache_control.public
    assert (answer.cache_control.max_age or 0) >= A_YEAR


@pytest.mark.parametrize("name", NAMES)
def test_it_is_dressed_like_a_page(client: FlaskClient, name: str) -> None:
    answer = client.get(PREFIX + published_names()[name])
    assert {key: answer.headers[key] for key in security.HEADERS} == security.HEADERS


@pytest.mark.parametrize("name", NAMES)
def test_the_name_follows_the_content(name: str) -> None:
    digest = hashlib.sha256(source_of(name)).hexdigest()[:10]
    stem, _, ending = name.rpartition(".")
    assert published_names()[name] == f"{stem}.{digest}.{ending}"


@pytest.mark.parametrize("name", ["companion.css", "start.js", "vendor/htmx.min.js", "icons.svg"])
@pytest.mark.parametrize(("accepts", "gets"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_text_travels_compressed(client: FlaskClient, name: str, accepts: str, gets: str | None) -> None:
    answer = client.get(PREFIX + published_names()[name], headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == gets
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("address", ["/static/companion.css", "/static/../companion/app/factory.py", "/static/x.js"])
def test_a_plain_or_made_up_name_is_not_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_pages_name_only_files_that_are_there(client: FlaskClient) -> None:
    for address in ("/help", "/sign-in", "/offline"):
        named = set(re.findall(r'"(/static/[^"#]+)', client.get(address).text))
        assert named and {client.get(one).status_code for one in named} == {200}
