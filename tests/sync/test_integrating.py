"""docs/integrating.md says what the code does: purposes, columns, scopes, answers."""

import re
from pathlib import Path

import pytest

from companion.sync.allow_list import ALLOWED
from companion.sync.api_scopes import SCOPES
from companion.sync.facts_csv import HEAD, NIGHT_HEAD
from companion.sync.rules import GONE, HELD, LADDER, Answer, Verdict, verdict

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "integrating.md").read_text(encoding="utf-8")


def test_every_purpose_has_its_row_and_its_kind_of_unit() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (employment|health) \|", DOCUMENT, re.MULTILINE)
    assert dict(rows) == {line.purpose: line.unit_kind for line in ALLOWED.values()}


def test_every_column_of_a_night_is_explained() -> None:
    own = [name for name in NIGHT_HEAD if name not in HEAD]
    table = DOCUMENT.partition("| column | is |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE) == own
    assert f"from `{HEAD[0]}` to `{HEAD[-1]}`" in table


def test_every_scope_is_named() -> None:
    assert not [scope for scope in SCOPES if f"`{scope}`" not in DOCUMENT]


@pytest.mark.parametrize(
    ("status", "meant"),
    [(200, Verdict.DELIVERED), (302, Verdict.RETRY), (401, Verdict.RETRY), (503, Verdict.RETRY), (None, Verdict.RETRY)]
    + [(status, Verdict.HELD) for status in HELD]
    + [(status, Verdict.PAUSED) for status in GONE],
)
def test_what_an_answer_means_is_what_the_table_says(status: int | None, meant: Verdict) -> None:
    assert verdict(Answer(status, "", arrived=None), attempts=1) is meant
    rows = DOCUMENT.partition("| you answer | we |")[2].partition("\n\n")[0]
    says = {Verdict.DELIVERED: "| 2xx |", Verdict.HELD: f"{status}", Verdict.PAUSED: f"{status}"}.get(meant, "anything")
    assert says in rows and len(re.findall(r"\d+ (?:s|min|h)|\d+(?=,| and)", rows.partition("again after")[2])) == len(
        LADDER
    )
