"""Schemathesis knocks at every door, 200 times each in `make chaos`: no answer of ours is a fault."""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.described import description
from tests.hostile.doors import ROLES, Caller, Door, field_names

pytestmark = pytest.mark.chaos
EXAMPLES, SAMPLE = 200, 2


def test_no_door_answers_schemathesis_with_a_fault(caller: Caller, request: pytest.FixtureRequest) -> None:
    each = EXAMPLES if "chaos" in request.config.option.markexpr else SAMPLE
    schema = schemathesis.openapi.from_dict(description(caller.doors(), field_names(), caller.known_ids()))
    told = Counter[int]()
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr] # our own description is never wrong
        _knock(caller, operation, each, told)
    print(f"\nschemathesis, {each} examples a door: {dict(sorted(told.items()))}")


def _knock(caller: Caller, operation: Any, each: int, told: Counter[int]) -> None:
    @settings(max_examples=each, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), role=st.sampled_from(ROLES))
    def knock(case: Any, role: str) -> None:
        form = isinstance(case.body, dict)
        sent = {} if not form else {"json": case.body} if "json" in str(case.media_type) else {"data": case.body}
        answer = caller.call(role, Door(case.method.upper(), case.path), case.formatted_path, **sent)
        told[answer.status_code] += 1
        assert answer.status_code < 500, f"{role}: {case.method} {case.formatted_path}"

    knock()
