"""What every push gateway keeps: a sealed notice goes out as it is, and whatever happens comes back as a result."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from companion.foundation.crypto import KeyRings
from companion.foundation.runtime import Runtime
from companion.push.gateway import Parcel, PushGateway, Result
from companion.push.posting import UrllibGateway, listed
from tests.push.carried import Recording, bare_ground

Answering = Callable[[int, dict[str, str]], PushGateway]
ANSWERS = [
    (201, {}, "accepted", None),
    (404, {}, "gone", None),
    (410, {}, "gone", None),
    (413, {}, "refused", None),
    (403, {}, "refused", None),
    (307, {"Location": "https://evil.example/"}, "refused", None),
    (429, {"Retry-After": "7"}, "later", timedelta(seconds=7)),
    (500, {}, "later", None),
    (503, {"Retry-After": "120"}, "later", timedelta(minutes=2)),
]


@pytest.fixture
def ground(rings: KeyRings) -> Iterator[Runtime]:
    """What a gateway stands on."""
    with bare_ground(rings) as made:
        yield made


@pytest.fixture(params=["recording", "urllib3"])
def answering(request: pytest.FixtureRequest, ground: Runtime, httpserver: HTTPServer) -> Iterator[Answering]:
    """A gateway that finds a push service with this answer."""
    if request.param == "recording":
        yield lambda status, headers: Recording([_result(status, headers)])
        return
    real = UrllibGateway(listed(), allow_private=True)

    def set_up(status: int, headers: dict[str, str]) -> PushGateway:
        httpserver.expect_request("/push/1", method="POST").respond_with_data(status=status, headers=headers)
        return real

    yield set_up
    real.close()


@pytest.mark.parametrize(("status", "headers", "state", "wait"), ANSWERS)
def test_the_result_says_what_happened(
    answering: Answering,
    httpserver: HTTPServer,
    status: int,
    headers: dict[str, str],
    state: str,
    wait: timedelta | None,
) -> None:
    result = answering(status, headers).post(a_parcel(httpserver))
    assert (result.state, result.reason, result.retry_after) == (state, f"http-{status}", wait)


def a_parcel(httpserver: HTTPServer) -> Parcel:
    return Parcel(httpserver.url_for("/push/1"), {"ttl": "60", "urgency": "high"}, b"sealed")


def _result(status: int, headers: dict[str, str]) -> Result:
    known = {one[0]: Result(one[2], f"http-{one[0]}", one[3]) for one in ANSWERS}
    return known[status]


def test_it_arrives_as_it_was_sealed(ground: Runtime, httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def take(request: Request) -> Response:
        request.get_data()
        seen.append(request)
        return Response(status=201)

    httpserver.expect_request("/push/1", method="POST").respond_with_handler(take)
    gateway = UrllibGateway(listed(), allow_private=True)
    assert gateway.post(a_parcel(httpserver)) == Result("accepted", "http-201")
    assert (seen[0].data, seen[0].headers["TTL"], seen[0].headers["Urgency"]) == (b"sealed", "60", "high")
    gateway.close()
