"""`/readyz`: whether the database answers, and how old the oldest untold fact is, once it is too old.

Anybody may ask, so it never tells that a citizen sent something a moment ago (R3).
"""

from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from companion.foundation import clock, journal
from companion.foundation.database import reading
from companion.web.open_door import open_to_all

ready = Blueprint("ready", __name__)
TOO_OLD_SECONDS = 300  # the worker sweeps every minute; five mean it is not there


@ready.get("/readyz")
@open_to_all()
def readyz() -> Response:
    """200 when this installation can serve and its worker keeps up, otherwise 503 with the reason."""
    try:
        with reading() as db:
            oldest = journal.oldest_undispatched(db)
    except SQLAlchemyError:
        return _answer(503, database="unreachable", oldest_fact_seconds=None)
    age = int((clock.now() - oldest).total_seconds()) if oldest else 0
    late = age > TOO_OLD_SECONDS
    return _answer(503 if late else 200, database="ok", oldest_fact_seconds=age if late else 0)


def _answer(status: int, **facts: object) -> Response:
    response = jsonify(**facts)
    response.status_code = status
    return response
