"""Schemathesis walks the whole of `/api/v1` as its own description says, with a token for everything.

A short walk in `make test`, 200 examples a door in `make chaos`.
"""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi

from tests.hostile.test_any_request import rounds
from tests.sync.outside import an_outside

pytestmark = pytest.mark.chaos
EXAMPLES, SAMPLE = 200, 2
CHECKS = [  # a made-up person is refused, rightly, so what is "positive" is not judged here
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]


def test_every_answer_is_as_described(client: FlaskClient, request: pytest.FixtureRequest) -> None:
    client.environ_base.pop("HTTP_SEC_FETCH_SITE")
    outsides = {"health": an_outside("health", "Sund"), "job": an_outside("employment", "KY", "0202901234")}
    tokens = {side: outside.token() for side, outside in outsides.items()}
    schema, told = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", client.application), Counter[int]()
    each = rounds(request, SAMPLE, EXAMPLES)
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr] # a description that is wrong fails here
        token = tokens["health" if "sub-goals" in operation.path else "job"]
        _walk(operation, token, (each, told))
    print(f"\nschemathesis over /api/v1, {each} examples a door: {dict(sorted(told.items()))}")
    assert told and max(told) < 500


def _walk(operation: Any, token: str, tally: tuple[int, Counter[int]]) -> None:
    each, told = tally

    @settings(
        max_examples=each,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def walk(case: Any) -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        answer = case.call(headers=headers)
        told[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    walk()
