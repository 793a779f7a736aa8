"""`/words/aloud`: texts of the app read aloud by a person and recorded in the browser; `/spoken/<id>` plays one."""

import io
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, Flask, current_app, redirect, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from companion.accounts.rules import HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import reading
from companion.foundation.errors import Invalid, NotFound
from companion.language import sounds, spoken
from companion.language.asking import TRANSLATOR
from companion.language.offered import offered_languages
from companion.language.sounds import SoundTooLarge
from companion.language.spoken import Lines
from companion.language.table import Language, language
from companion.web import security
from companion.web.open_door import open_to_all
from companion.web.page import page
from companion.words import reading_aloud
from companion.words.reading_aloud import KINDS, Piece

aloud_room = Blueprint("aloud", __name__)
READERS = (TRANSLATOR, *HEALTH_ROLES)  # those who translate, and those who lead courses
MOST_SENT = 4 * sounds.MOST_BYTES  # bytes of a request: so much is read before it is refused with a sentence
A_YEAR = 31_536_000  # seconds; a new recording has a new address
_MORE = "companion-read-aloud"
More = Callable[[Language], Mapping[str, Lines]]


def install(app: Flask, *, more: More) -> None:
    """`more`: the pieces of a room beside this one, in a language."""
    app.extensions[_MORE] = more


@aloud_room.url_value_preprocessor
def _open(_endpoint: str | None, _values: Any) -> None:
    """A recording is longer than any form of ours."""
    request.max_content_length = MOST_SENT


@aloud_room.get("/words/aloud")
@signed_in_as(*READERS)
def every_language() -> Response:
    """The languages, each with how much of it has been read."""
    with reading():
        found = {one: _counted(_pieces(one.code)) for one in offered_languages()}
    return page("words/aloud.html", counts=found)


@aloud_room.get("/words/aloud/<string:code>")
@signed_in_as(*READERS)
def one_language(code: str) -> Response:
    """Every text of a language with who has read it, and whether the text has changed since."""
    with reading():
        found = list(_pieces(code).values())
        by_kind = {kind: [piece for piece in found if piece.kind == kind] for kind in KINDS}
        names = reading_aloud.readers_of(found)
        return page("words/aloud_language.html", target=language(code), kinds=by_kind, names=names)


@aloud_room.get("/words/aloud/<string:code>/<path:key>")
@signed_in_as(*READERS)
def one_piece(code: str, key: str) -> Response:
    """One text, large, to read into the microphone; or a file of it."""
    return _piece(code, key)


@aloud_room.post("/words/aloud/<string:code>/<path:key>")
@signed_in_as(*READERS)
def keep(code: str, key: str) -> Response:
    """Keep what was read, or say why not."""
    piece = _in(_pieces(code), key)
    try:
        reading_aloud.store(piece, code=code, sound=_sent(), actor=me().actor)
    except Invalid as fault:
        return _piece(code, key, status=422, errors=[("sound", fault.sentence)])
    return redirect(f"/words/aloud/{code}/{key}", 303)


@aloud_room.get("/spoken/<uuid:sound_id>")
@open_to_all()
def sound(sound_id: uuid.UUID) -> Response:
    """The sound, whole or the part that was asked for (RFC 9110, Range)."""
    found, content_type = spoken.sound_of(sound_id)
    return send_file(io.BytesIO(found), mimetype=content_type, etag=str(sound_id), max_age=A_YEAR)


def _piece(code: str, key: str, *, status: int = 200, errors: Sequence[tuple[str, str]] = ()) -> Response:
    security.let_record()
    with reading():
        every = _pieces(code)
        piece = _in(every, key)
        return page(
            "words/aloud_piece.html",
            status=status,
            target=language(code),
            piece=piece,
            name=reading_aloud.readers_of([piece]).get(key),
            following=reading_aloud.after(key, every),
            most=sounds.MOST_BYTES,
            errors=errors,
        )


def _in(found: Mapping[str, Piece], key: str) -> Piece:
    if key not in found:
        raise NotFound
    return found[key]


def _pieces(code: str) -> Mapping[str, Piece]:
    more: More = current_app.extensions[_MORE]
    return reading_aloud.pieces(code, more(language(code)))


def _counted(found: Mapping[str, Piece]) -> dict[str, int]:
    states = [piece.state for piece in found.values()]
    return {state: states.count(state) for state in ("fresh", "stale", "none")}


def _sent() -> bytes:
    """The file that came; one byte more than is allowed is enough to see that it is too much."""
    try:
        file = request.files.get("sound")
        return file.read(sounds.MOST_BYTES + 1) if file else b""
    except RequestEntityTooLarge:
        raise SoundTooLarge from None
