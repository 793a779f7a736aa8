"""Whatever is sent, in any role, to any door: an answer below 500, and nothing of ours is shown to a stranger."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import payloads
from tests.hostile.doors import ROLES, Caller, Door, field_names

pytestmark = pytest.mark.chaos
REQUESTS, SAMPLE = 10_000, 50
HEADERS = (
    "Accept-Language",
    "Cookie",
    "Origin",
    "Sec-Fetch-Site",
    "HX-Request",
    "HX-Target",
    "X-Forwarded-For",
    "Range",
    "If-None-Match",
    "User-Agent",
    "Accept-Encoding",
    "Accept",
)
TYPES = ("application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "x", "")

nasty = st.one_of(st.sampled_from(payloads.ALL), st.text(max_size=60), st.uuids().map(str))
line = nasty.map(lambda text: "".join(letter for letter in text if " " <= letter <= "ÿ"))  # what a header may hold
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | nasty,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(field_names()) | nasty, inner, max_size=4)
    ),
    max_leaves=8,
)
forms = st.dictionaries(st.sampled_from(field_names()) | nasty, nasty, max_size=6)
bodies = st.one_of(
    forms.map(lambda form: {"data": form}),
    st.tuples(values, st.sampled_from(TYPES[:2])).map(lambda body: {"data": _json(body[0]), "content_type": body[1]}),
    st.tuples(st.binary(max_size=200), st.sampled_from(TYPES)).map(
        lambda body: {"data": body[0], "content_type": body[1]}
    ),
    st.just({}),
)


def rounds(request: pytest.FixtureRequest, sample: int, all_of_them: int) -> int:
    """A sample in `make test`, everything in `make chaos`."""
    return all_of_them if "chaos" in request.config.option.markexpr else sample


def test_no_request_is_answered_by_a_fault(caller: Caller, request: pytest.FixtureRequest) -> None:
    doors, known, told = caller.doors(), caller.known_ids(), Counter[int]()
    parts = st.sampled_from(known) | st.uuids().map(str) | st.integers(-1, 99).map(str) | nasty.filter(_fits_a_path)

    @settings(max_examples=rounds(request, SAMPLE, REQUESTS), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        door = data.draw(st.sampled_from(doors))
        path = door.path([data.draw(parts) for _ in door.arguments])
        headers = data.draw(st.dictionaries(st.sampled_from(HEADERS), line, max_size=3))
        query = data.draw(forms) if data.draw(st.integers(0, 3)) == 0 else {}
        role = data.draw(st.sampled_from(ROLES))
        body = data.draw(bodies) if door.method != "GET" else {}
        answer = caller.call(role, door, path, headers=headers, query_string=query, **body)
        told[answer.status_code] += 1
        assert answer.status_code < 500, f"{role}: {door.method} {path}"

    try_one()
    print(f"\n{sum(told.values())} requests to {len(doors)} doors: {dict(sorted(told.items()))}")


def test_every_door_withstands_every_payload_in_its_path(caller: Caller) -> None:
    for door in caller.doors():
        if any(kind == "string" for kind, _ in door.arguments):
            for payload in filter(_fits_a_path, payloads.ALL):
                path = door.path([payload for _ in door.arguments])
                assert caller.call("stranger", door, path).status_code < 500, path


@pytest.mark.parametrize("path", payloads.PATHS)
def test_paths_outside_our_own_are_not_found(caller: Caller, path: str) -> None:
    for start in ("/", "/static/", "/appointments/", "/course/"):
        answer = caller.call("citizen-course", Door("GET", path), start + path.lstrip("/"))
        assert answer.status_code in (301, 303, 308, 400, 404), start + path
        assert "evil" not in answer.headers.get("Location", "").split("/")[2:3]


@pytest.mark.parametrize(
    "cookie", ["x", "a" * 8_000, "companion=", "companion=;companion=x", "companion=\xff", "=; =", *payloads.SQL]
)
def test_a_forged_cookie_is_nobody(caller: Caller, cookie: str) -> None:
    answer = caller.call("stranger", Door("GET", "/plan"), "/plan", headers={"Cookie": f"companion={cookie}"})
    assert answer.status_code == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "x"])
def test_no_unsafe_door_opens_from_elsewhere(caller: Caller, site: str) -> None:
    """What a browser sends along by itself opens nothing; an outside system's door looks for its token only."""
    known = caller.known_ids()[0]
    for door in caller.doors():
        if door.method != "GET":
            path = door.path([known for _ in door.arguments])
            answer = caller.call("citizen-course", door, path, headers={"Sec-Fetch-Site": site})
            refused = (401, 415) if door.rule.startswith("/api/v1/") else (403, 404)
            assert answer.status_code in refused, f"{door.method} {door.rule} from {site}"


def test_nothing_larger_than_a_form_is_read(caller: Caller) -> None:
    for door in caller.doors():
        if door.method == "POST" and not door.arguments:
            answer = caller.call("citizen-course", door, door.rule, data={"x": "a" * 200_000})
            assert answer.status_code < 500, door.rule
            assert answer.status_code != 200 or "a" * 1_000 not in answer.text, door.rule


def _fits_a_path(text: str) -> bool:
    return bool(text.strip("/. ")) and "?" not in text and "#" not in text and len(text) < 500 and text.isprintable()


def _json(value: Any) -> str:
    return json.dumps(value)
