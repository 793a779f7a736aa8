"""`/course-book/sound/<id>`: a course text read aloud by a person, for everybody; a phone may ask for a part of it."""

import io
import uuid

from flask import Blueprint, send_file
from werkzeug.wrappers import Response

from companion.programmes import recordings
from companion.web.open_door import open_to_all

spoken_texts = Blueprint("spoken_texts", __name__)
A_YEAR = 31_536_000  # seconds; a new recording has a new address


@spoken_texts.get("/course-book/sound/<uuid:recording_id>")
@open_to_all()
def sound(recording_id: uuid.UUID) -> Response:
    """The sound, whole or the part that was asked for (RFC 9110, Range)."""
    found, content_type = recordings.sound_of(recording_id)
    return send_file(io.BytesIO(found), mimetype=content_type, etag=str(recording_id), max_age=A_YEAR)
