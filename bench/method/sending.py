"""Sends sealed check-ins: phones that were filled beforehand, over HTTP from a few threads at once."""

import http.client
import json
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.method.caller import HOST
from bench.method.installation import Installation
from companion.foundation import intake, runtime
from tests.phone import Phone
from tests.phone import check_in as content

INTAKE = "/check-in/sealed"


def sealed_items(place: Installation, number: int) -> list[bytes]:
    """So many fresh check-ins of the citizen, sealed as her phone seals them."""
    with runtime.bound(place.ground):
        phone = Phone(intake.owner_token(place.citizen), intake.public_key())
        return [json.dumps(phone.seal(content(), key=str(uuid.uuid4()))).encode() for _ in range(number)]


def send_all(
    port: int, token: str, items: Sequence[bytes], clients: int, *, every: float = 0
) -> tuple[float, list[float]]:
    """Send each item once. Returns the seconds all took and the milliseconds each took.

    `every` says how many seconds lie between two items of one client; without it each sends as fast as it is answered.
    """
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as threads:
        begins = [started + every * number / clients for number in range(clients)]
        shares = [items[number::clients] for number in range(clients)]
        taken = list(threads.map(lambda *its: _send_share(port, token, *its, every=every), begins, shares))
    elapsed = time.perf_counter() - started
    return elapsed, [one for share in taken for one in share]


def _send_share(port: int, token: str, begin: float, items: Sequence[bytes], *, every: float) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json", "Cookie": f"companion={token}", "Sec-Fetch-Site": "same-origin"}
    taken = []
    for number, item in enumerate(items):
        time.sleep(max(0, begin + number * every - time.perf_counter()))
        started = time.perf_counter()
        connection.request("POST", INTAKE, item, headers | {"Host": f"{HOST}:{port}"})
        _expect_kept(connection.getresponse(), item)
        taken.append((time.perf_counter() - started) * 1000)
    connection.close()
    return taken


def _expect_kept(answer: http.client.HTTPResponse, item: bytes) -> None:
    said: Any = json.loads(answer.read())
    assert answer.status == 201, (answer.status, said)
    assert said["key"] == json.loads(item)["key"]
