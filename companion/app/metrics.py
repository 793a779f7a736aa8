"""`/metrics` for Prometheus: ages and counts of queues, nothing of a person; on this machine, or with a token.

The format is Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats): a dozen gauges need
no library, and a process stays small (0006).
"""

import hmac
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from companion.app import queues
from companion.foundation import clock, journal, runtime
from companion.foundation.config_oidc import LOOPBACK
from companion.foundation.errors import NotFound
from companion.help.lines import stale
from companion.insight import service as insight
from companion.sync import overdue
from companion.web.open_door import open_to_all

metrics = Blueprint("metrics", __name__)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")  # somebody stands between
Gauge = tuple[str, str, float]  # name, what it is, value


@metrics.get("/metrics")
@open_to_all()
def told() -> Response:
    """What an operator watches; whoever may not read it finds no such page."""
    if not _may_read():
        raise NotFound
    try:
        gauges = [("companion_database_up", "Whether the database answers.", 1.0), *_gauges()]
    except SQLAlchemyError:
        gauges = [("companion_database_up", "Whether the database answers.", 0.0)]
    response = Response("".join(_lines(gauges)), content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_read() -> bool:
    """With a token set, whoever says it; without one, only a request that began on this machine itself."""
    token = runtime.current().config.metrics_token.get_secret_value()
    if token:
        said = request.headers.get("Authorization", "")
        return hmac.compare_digest(said.encode(), f"Bearer {token}".encode())
    host = request.host.rsplit(":", 1)[0].strip("[]")
    return request.remote_addr in LOOPBACK and host in LOOPBACK and not any(map(request.headers.get, FORWARDED))


def _gauges() -> Iterator[Gauge]:
    waiting = overdue.waiting().values()
    yield "companion_oldest_fact_seconds", "Age of the oldest fact nobody has passed on.", queues.oldest_fact_seconds()
    yield "companion_facts_failed", "Facts that could not be passed on: see the worker's log.", journal.failed()
    yield "companion_oldest_job_seconds", "How late the next letter or message is.", queues.oldest_job_seconds()
    yield "companion_deliveries_late", "Deliveries due ten minutes ago.", sum(one.late for one in waiting)
    yield "companion_deliveries_held", "Deliveries a receiver refused.", sum(one.held for one in waiting)
    yield "companion_deliveries_dead", "Deliveries that were given up.", sum(one.dead for one in waiting)
    yield "companion_receivers_paused", "Receivers that are not called.", overdue.paused()
    yield "companion_help_lines_stale", "Help lines nobody has rung for half a year.", len(stale(clock.today()))
    yield "companion_figures_due", "Whether a closed quarter waits to be published.", float(insight.is_due())


def _lines(gauges: list[Gauge]) -> Iterator[str]:
    for name, what, value in gauges:
        yield f"# HELP {name} {what}\n# TYPE {name} gauge\n{name} {value:g}\n"
    yield "# HELP companion_info The version.\n# TYPE companion_info gauge\n"
    yield f'companion_info{{version="{_version()}"}} 1\n'


def _version() -> str:
    try:
        return version("companion")
    except PackageNotFoundError:
        return "unknown"
