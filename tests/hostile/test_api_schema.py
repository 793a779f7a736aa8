"""Schemathesis walks the whole of `/api/v1` as its own description says, with a token for everything.

A short walk in `make test`, 200 examples a door in `make chaos`.
"""

import json
from collections import Counter
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi

from tests.hostile.test_any_request import rounds
from tests.sync.outside import Outside, an_outside

pytestmark = pytest.mark.chaos
EXAMPLES, SAMPLE = 200, 1
SHORT = [f"/api/v1/{door}" for door in ("people", "batch", "facts", "measures/{identifier}", "sub-goals/{identifier}")]
CHECKS = [  # a made-up person is refused, rightly, so what is "positive" is not judged here
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]


def test_every_answer_is_as_described(client: FlaskClient, request: pytest.FixtureRequest) -> None:
    client.environ_base.pop("HTTP_SEC_FETCH_SITE")
    described = json.loads(client.get("/api/v1/openapi.json").data)
    told, each = Counter[int](), rounds(request, SAMPLE, EXAMPLES)
    health, job = an_outside("health", "Sund"), an_outside("employment", "KY", "0202901234")
    job.keeps("purposes", "p-1", body=job.body(text={"da": "I arbejde igen"}))
    for outside, other in ((health, job), (job, health)):
        schema = schemathesis.openapi.from_dict(_with_known(described, outside, other))
        schema.app = client.application
        for found in schema.get_all_operations():
            operation = found.ok()  # type: ignore[union-attr] # a description that is wrong fails here
            if ("sub-goals" in operation.path) == (outside is health) and (each > SAMPLE or operation.path in SHORT):
                _walk(operation, outside.token(), (each, told))
    print(f"\nschemathesis over /api/v1, {each} examples a door: {dict(sorted(told.items()))}")
    assert told and max(told) < 500


def _with_known(described: dict[str, Any], outside: Outside, other: Outside) -> dict[str, Any]:
    """The same with people that exist, so that examples come past the first check; one of them is another unit's."""
    made: dict[str, Any] = json.loads(json.dumps(described))
    for model in made["components"]["schemas"].values():
        fields = model.get("properties", {})
        if "person" in fields:
            fields.update(person={"enum": [outside.key, other.key]}, staff={"enum": [str(outside.staff.id)]})
    for operations in made["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["schema"] = {"enum": ["sag-1", "sag-2", "rel-1"]}
    return made


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
