"""The worker is killed while a text message is under way: it goes once at most, and somebody named is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select
from werkzeug import Request, Response

from companion.foundation.config_channels import SmsWay
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime, bound
from companion.nudges.gateway import RealPhones
from companion.nudges.records import MessageDelivery
from companion.tasks import service as tasks
from companion.tasks.unreached import UNREACHABLE
from companion.worker import sweep, wiring
from tests.clock import FrozenClock
from tests.nudges.made import message, wants, writes
from tests.people import a_citizen, responsible_for
from tests.sync.sharing import RecordingGateway
from tests.worker.worker_process import working

PATIENCE = 60  # seconds: a worker has to start


@dataclass
class TextService:
    """Takes every message and keeps its caller waiting for the answer, until `may_answer`."""

    taken: list[str] = field(default_factory=list)
    took_one: Event = field(default_factory=Event)
    may_answer: Event = field(default_factory=Event)

    def take(self, request: Request) -> Response:
        """From here on the message is out, whatever becomes of whoever sent it."""
        self.taken.append(request.get_json()["reference"])
        self.took_one.set()
        self.may_answer.wait(PATIENCE)
        return Response(status=202)


@pytest.fixture
def service(httpserver: HTTPServer) -> Iterator[TextService]:
    """The other side of the gateway for text messages."""
    found = TextService()
    httpserver.expect_request("/send", method="POST").respond_with_handler(found.take)
    yield found
    found.may_answer.set()


@pytest.fixture
def ground(runtime: Runtime, service: TextService, httpserver: HTTPServer, tmp_path: Path) -> Iterator[Runtime]:
    """An installation that sends text messages and wakes its worker."""
    sms = SmsWay(url=httpserver.url_for("/send"), token="made-up")
    settings = runtime.config.model_copy(update={"sms": sms, "jobs_url": f"sqlite:///{tmp_path / 'jobs.db'}"})
    with bound(Runtime(settings, runtime.clock, runtime.database, runtime.keys, wiring.wake)) as made:
        yield made


def test_it_goes_once_and_a_person_is_told(ground: Runtime, service: TextService, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    wants(amina, "sms")
    way = {"COMPANION_SMS_URL": ground.config.sms.url, "COMPANION_SMS_TOKEN": "made-up"}
    with working(ground.config, "frozen", **way) as worker:
        (key,) = writes(karen, amina)
        assert service.took_one.wait(PATIENCE)
        worker.kill()
        worker.wait(timeout=10)
    service.may_answer.set()
    assert message(key).ended_at is None and not tasks.waiting_for(karen.id, role=karen.role)
    for _pass in range(4):
        clock.move(timedelta(hours=6))
        sweep.once(ground, gateway=RecordingGateway(), phones=RealPhones())
    with reading() as db:
        (outcome,) = db.scalars(select(MessageDelivery.outcome).where(MessageDelivery.message_id == key))
    assert (outcome, message(key).outcome, len(service.taken)) == ("unknown", "gave-up", 1)
    (task,) = tasks.waiting_for(karen.id, role=karen.role)
    assert (task.kind, task.citizen_id) == (UNREACHABLE, amina.id)
