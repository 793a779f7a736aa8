"""Reads a JSON body, and refuses what is none."""

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest

from companion.foundation.errors import DoesNotParse, WrongFormat


def json_body() -> Any:
    """The JSON body of this request. Raises WrongFormat for another kind and DoesNotParse for a broken one."""
    if not request.is_json:
        raise WrongFormat
    try:
        return request.get_json()
    except (BadRequest, RecursionError):
        raise DoesNotParse from None
