"""What htmx 4 says of a request is read under its own names."""

import json

from flask import Flask
from flask.testing import FlaskClient

from companion.web.htmx import CONFIG, asks_for_block
from tests.people import a_citizen, signed_in


def test_it_works(app: Flask) -> None:
    headers = {"HX-Request": "true", "HX-Target": "div#answer", "HX-Source": "button#yes"}
    with app.test_request_context("/", headers=headers) as context:
        assert asks_for_block(context.request)
        asked = context.request.htmx  # type: ignore[attr-defined] # htmx-flask's
        assert (asked.target, asked.trigger) == ("answer", "yes")


def test_an_ordinary_request_asks_for_the_page(app: Flask) -> None:
    with app.test_request_context("/") as context:
        assert not asks_for_block(context.request)


def test_an_element_without_an_id_has_none(app: Flask) -> None:
    with app.test_request_context("/", headers={"HX-Request": "true", "HX-Target": "div"}) as context:
        assert context.request.htmx.target is None  # type: ignore[attr-defined] # htmx-flask's


def test_faults_of_ours_do_not_replace_what_somebody_typed() -> None:
    assert "5xx" in json.loads(CONFIG)["noSwap"]


def test_htmx_gets_the_block_and_nobody_keeps_it(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    whole = client.get("/check-in/result")
    block = client.get("/check-in/result", headers={"HX-Request": "true"})
    assert "<html" in whole.text and "<html" not in block.text
    assert "HX-Request" in block.headers["Vary"] and block.headers["Companion-Keep"] == "never"
