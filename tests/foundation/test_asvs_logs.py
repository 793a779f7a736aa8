"""A line of the log says when, what and where, in JSON, and nothing that somebody wrote; it goes to one place."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from companion.foundation import logs

CANARY = "Amina Haddad, 010190-1234"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What a program of ours writes to standard error, and no trace of it afterwards."""
    ours = logging.getLogger("companion")
    before = (ours.handlers, ours.level, ours.propagate)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    logs.configure()
    yield stream
    ours.handlers, ours.level, ours.propagate = before


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_it_works(written: io.StringIO) -> None:
    logging.getLogger("companion.sync").warning("not-reachable", extra={logs.FACTS: {"receiver": "7"}})
    (line,) = lines(written)
    moment = datetime.fromisoformat(line.pop("at"))
    assert moment.utcoffset() == timedelta(0)
    assert line == {"level": "warning", "logger": "companion.sync", "event": "not-reachable", "receiver": "7"}


def test_a_fault_is_told_by_kind_and_place_and_not_by_its_message(written: io.StringIO) -> None:
    try:
        raise KeyError(CANARY)
    except KeyError:
        logging.getLogger("companion.web").exception("fault")
    (line,) = lines(written)
    assert line["fault"] == "KeyError" and "test_asvs_logs.py" in line["trace"][-1]
    assert "Amina" not in written.getvalue() and "010190" not in written.getvalue()


@pytest.mark.parametrize("typed", ['x\n{"event": "signed-in"}', "x\r\nx", "\x1b[2J", '"}, {"event": "x', "\u2028"])
def test_what_somebody_typed_forges_no_line(written: io.StringIO, typed: str) -> None:
    logging.getLogger("companion.web").info("told", extra={logs.FACTS: {"value": typed}})
    raw = written.getvalue()
    assert raw.count("\n") == 1 and raw.endswith("\n") and "\r" not in raw and "\x1b" not in raw
    assert json.loads(raw)["value"] == typed and json.loads(raw)["event"] == "told"


def test_everything_of_ours_goes_to_standard_error_and_nowhere_else(written: io.StringIO) -> None:
    ours = logging.getLogger("companion")
    own = [type(one) for one in ours.handlers if not type(one).__module__.startswith("_pytest")]
    assert own == [logging.StreamHandler] and not ours.propagate
    known = [name for name in logging.root.manager.loggerDict if name.startswith("companion.")]
    assert known and not [name for name in known if logging.getLogger(name).handlers]
