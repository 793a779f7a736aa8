"""An answer that an interpreter read aloud leaves no mark in what is sent: the body is the same as any other."""

import json
import re
from datetime import timedelta

from companion.checkins import answers
from companion.checkins import service as checkins
from companion.checkins.assisted import ReadAloud
from companion.foundation import clock as clocks
from companion.foundation.database import new_id
from companion.foundation.runtime import Runtime
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.sync.sharing import RecordingGateway, Sharing, sharing

ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
NADIA = ReadAloud("ti", "Nadia Aziz, Tolkene")


def sent(place: Sharing, aloud: ReadAloud | None, clock: FrozenClock) -> str:
    """The body of one released answer, its opaque names left out."""
    key = new_id()
    answers.take_in(answers.Answer(key, "da", "1", (2, 2, 2, 1, 1), clocks.now(), 60, aloud), actor=place.citizen.actor)
    checkins.open_result(reading_id=key, actor=place.citizen.actor)
    sync.release(reading_id=key, actor=place.citizen.actor)
    clock.move(timedelta(hours=2))
    sync.take_facts()
    gateway = RecordingGateway()
    sync.drain(gateway=gateway, slots=1)
    (letter,) = gateway.letters
    return ID.sub("id", letter.body.decode())


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    place = sharing()
    own = sent(place, None, clock)
    aloud = sent(place, NADIA, clock)
    assert own == aloud and json.loads(aloud)["resourceType"] == "Bundle"
    assert not re.search(r"Nadia|Tolkene|aloud|assist|interpret|translat|\"ti\"", aloud, flags=re.IGNORECASE)
