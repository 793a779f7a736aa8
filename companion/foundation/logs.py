"""Logs as JSON lines of English constants: no personal data, so faults are told by type and place alone."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

FACTS = "facts"  # the attribute of a log record that carries its named values


class JsonLines(logging.Formatter):
    """One record as one line: moment, level, logger, message and its facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; a fault's own message is left out, because it may quote what somebody wrote."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, FACTS, {}),
        }
        if record.exc_info and record.exc_info[0]:
            line |= {"fault": record.exc_info[0].__name__, "trace": places(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False)


def configure() -> None:
    """Write this program's own logs as JSON lines to standard error."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(JsonLines())
    ours = logging.getLogger("companion")
    ours.handlers = [lines]
    ours.setLevel(logging.INFO)
    ours.propagate = False


def places(trace: TracebackType | None) -> list[str]:
    """Where a fault happened, innermost last: file, line and function, never values or messages."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
