"""`/readyz`: whether the database answers, and how old the oldest untold fact and the oldest job are, once too old.

Anybody may ask, so it never tells that a citizen sent something a moment ago (R3).
"""

from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from companion.app import queues
from companion.web.open_door import open_to_all

ready = Blueprint("ready", __name__)
TOO_OLD_SECONDS = 300  # the worker sweeps every minute; five mean it is not there


@ready.get("/readyz")
@open_to_all()
def readyz() -> Response:
    """200 when this installation can serve and its worker keeps up, otherwise 503 with the reason."""
    try:
        fact, job = queues.oldest_fact_seconds(), queues.oldest_job_seconds()
    except SQLAlchemyError:
        return _answer(503, database="unreachable", oldest_fact_seconds=None, oldest_job_seconds=None)
    late = max(fact, job) > TOO_OLD_SECONDS
    ages = {"oldest_fact_seconds": _told(fact), "oldest_job_seconds": _told(job)}
    return _answer(503 if late else 200, database="ok", **ages)


def _told(age: int) -> int:
    return age if age > TOO_OLD_SECONDS else 0


def _answer(status: int, **facts: object) -> Response:
    response = jsonify(**facts)
    response.status_code = status
    return response
