"""When something of ours breaks, the operator's log knows where, the reader is told nothing, and nothing is let in."""

import json
import logging
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.app import create_app
from companion.foundation import logs
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime
from tests.people import a_citizen, signed_in

WORDS = ("Amina", "010190", "Traceback", "KeyError", "sqlite", "/companion/")


@pytest.fixture
def breaking(own_app: Flask) -> FlaskClient:
    """A browser at an app with one page that breaks over a person's name."""

    def breaks() -> str:
        raise KeyError("Amina Haddad, 010190-1234")

    own_app.add_url_rule("/breaks", endpoint="breaks", view_func=breaks)
    made = own_app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [logs.JsonLines().format(record) for record in caplog.records if record.name.startswith("companion")]


def test_it_works(breaking: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = breaking.get("/breaks")
    (line,) = told(caplog)
    assert answer.status_code == 500 and not [word for word in WORDS if word in answer.text]
    said = json.loads(line)
    assert (said["event"], said["level"], said["endpoint"], said["fault"]) == ("fault", "error", "breaks", "KeyError")
    assert "Amina" not in line and "010190" not in line and "test_asvs_faults.py" in line


def test_a_database_that_is_away_is_told_once_and_opens_no_page(
    client: FlaskClient, runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    signed_in(client, a_citizen())
    gone = replace(runtime, database=Database("sqlite:////nowhere/at/all.db"))
    browser = create_app(runtime.config, ground=gone).test_client()
    browser.set_cookie("companion", "x" * 43)
    answer = browser.get("/me")
    (line,) = told(caplog)
    assert answer.status_code == 503 and "Amina" not in answer.text
    assert json.loads(line)["event"] == "database-unavailable" and "nowhere" not in line
