"""`/metrics` tells queues and nothing of a person, on this machine alone or to whoever has the token."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from companion.app import create_app
from companion.foundation import config
from companion.foundation.config import WrongSetting
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.sync.sharing import sharing

TOKEN = "t" * 32


def with_token(runtime: Runtime) -> FlaskClient:
    settings = runtime.config.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    return create_app(settings, ground=replace(runtime, config=settings)).test_client()


def test_it_works(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 200 and answer.content_type.startswith("text/plain; version=0.0.4")
    assert "\ncompanion_oldest_fact_seconds 0\n" in answer.text and "companion_database_up 1" in answer.text
    names = [line.split()[2] for line in answer.text.splitlines() if line.startswith("# TYPE")]
    assert len(names) == len(set(names)) and all(line.strip() for line in answer.text.splitlines())


def test_what_waits_is_told_without_whose_it_is(client: FlaskClient, clock: FrozenClock) -> None:
    shared = sharing()
    shared.release()
    sync.take_facts()
    clock.move(timedelta(hours=2))
    text = client.get("/metrics").text
    assert "companion_deliveries_late 1" in text and "companion_oldest_job_seconds 3600" in text
    assert str(shared.citizen.id) not in text and str(shared.unit) not in text


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Host": "companion.example.dk"}},
        {"headers": {"Authorization": f"Bearer {TOKEN}"}, "environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
    ],
)
def test_from_elsewhere_there_is_no_such_page(client: FlaskClient, elsewhere: dict[str, dict[str, str]]) -> None:
    assert client.get("/metrics", **elsewhere).status_code == 404


def test_with_a_token_only_the_token_opens_it(app: object, runtime: Runtime) -> None:
    client = with_token(runtime)
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}, environ_base=far).status_code == 404
    right = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, environ_base=far)
    assert right.status_code == 200


def test_a_short_token_stops_the_start() -> None:
    with pytest.raises(WrongSetting, match="COMPANION_METRICS_TOKEN: must have 32"):
        config.read(metrics_token="short")


def test_without_a_database_it_says_so(app: object, runtime: Runtime) -> None:
    gone = replace(runtime, database=Database("sqlite:////nowhere/at/all.db"))
    assert create_app(runtime.config, ground=gone).test_client().get("/metrics").text.split("\n")[2].endswith(" 0")
