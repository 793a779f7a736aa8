"""What a phone needs to keep the app: one classic worker, a manifest, a page for no connection, a sign of life."""

import json
import re

import pytest
from flask.testing import FlaskClient

from companion.foundation import places
from companion.web import scripts
from tests.web.markup import by_id, language_of


def test_it_works(client: FlaskClient) -> None:
    answer = client.get("/service-worker.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_worker_is_one_classic_script(client: FlaskClient) -> None:
    source = client.get("/service-worker.js").text
    assert not re.search(r"^\s*(import|export)\s", source, flags=re.MULTILINE) and "importScripts" not in source
    assert source.endswith(scripts.joined(scripts.WORKER))


def test_every_part_of_the_worker_is_joined() -> None:
    assert set(scripts.WORKER) == {f"worker/{path.name}" for path in places.service_worker().glob("*.js")}


def test_the_shell_is_there(client: FlaskClient) -> None:
    told = json.loads(client.get("/service-worker.js").text.partition(" = ")[2].partition(";\n")[0])
    assert "/offline" in told["shell"] and re.fullmatch("[0-9a-f]{12}", told["version"])
    assert {client.get(address).status_code for address in told["shell"]} == {200}


def test_the_manifest_lets_a_phone_install_it(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": "ar"})
    told = json.loads(answer.text)
    assert answer.mimetype == "application/manifest+json"
    assert (told["lang"], told["dir"], told["start_url"], told["display"]) == ("ar", "rtl", "/", "standalone")
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert {client.get(icon["src"]).status_code for icon in told["icons"]} == {200}


@pytest.mark.parametrize(("asked", "page"), [("da", ("da", "ltr")), ("ar", ("ar", "rtl")), ("en", ("en", "ltr"))])
def test_no_connection_is_told_in_the_readers_language(client: FlaskClient, asked: str, page: tuple[str, str]) -> None:
    answer = client.get("/offline", headers={"Accept-Language": asked})
    assert language_of(answer.text) == page
    assert by_id(answer.text, "danger") and 'href="tel:112"' in answer.text


def test_a_sign_of_life(client: FlaskClient) -> None:
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
