"""The only place where a refusal becomes an answer: a page in the reader's language, or JSON for scripts."""

import logging

from flask import Flask, Response, g, jsonify, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from companion.foundation import errors, logs
from companion.language.words import words
from companion.web import htmx, reader
from companion.web.page import page

log = logging.getLogger("companion.web")
SIGN_IN = "/sign-in"
BY_STATUS = {
    refusal.status: refusal
    for refusal in (
        errors.SignInNeeded,
        errors.NotAllowed,
        errors.NotFound,
        errors.Conflict,
        errors.TooLarge,
        errors.WrongFormat,
        errors.Invalid,
        errors.Unavailable,
    )
}


class Broken(errors.Refusal):
    """Our own fault; told without details, written to the log without personal data."""

    status = 500
    sentence = errors.N_("Noget gik galt hos os. Det, du har skrevet, er ikke sendt. Prøv igen om lidt.")


def install(app: Flask) -> None:
    """Turn every refusal and fault of this app into an answer."""
    app.register_error_handler(errors.Refusal, answer)
    app.register_error_handler(RequestEntityTooLarge, lambda _fault: answer(errors.TooLarge()))
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(OperationalError, _answer_database)
    app.register_error_handler(Exception, _answer_fault)


def answer(refusal: errors.Refusal) -> Response:
    """One refusal as the reader's own kind of answer."""
    g.keep = None
    if refusal.status == errors.NotAllowed.status:
        log.info("refused", extra={logs.FACTS: {"endpoint": request.endpoint, "kind": type(refusal).__name__}})
    if wants_json():
        said = words(reader.current().language.code).plain(refusal.sentence, **refusal.words)
        response = jsonify(error=type(refusal).__name__, message=str(said))
        response.status_code = refusal.status
        return response
    response = page(
        "web/error.html",
        status=refusal.status,
        sentence=refusal.sentence,
        words=refusal.words,
        way=refusal.way,
        status_code=refusal.status,
        pair_at=None,  # beside Danish it would be refused again, and its address may hold a key
    )
    if refusal.status == errors.SignInNeeded.status and htmx.asks_for_block(request):
        response.headers["HX-Redirect"] = SIGN_IN
    return response


def wants_json() -> bool:
    """Whether a script rather than a person asked."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def _answer_http(fault: HTTPException) -> Response:
    if fault.code is not None and fault.code < errors.Refusal.status:
        return Response(fault.get_response().get_data(), fault.code, fault.get_headers())
    kind = BY_STATUS.get(fault.code or 500)
    if kind is not None:
        return answer(kind())
    response = answer(errors.Refusal())
    response.status_code = fault.code or 500
    return response


def _answer_database(fault: OperationalError) -> Response:
    reader.stay_unknown()
    log.error("database-unavailable", extra={logs.FACTS: {"fault": type(fault.orig).__name__}})
    return answer(errors.Unavailable())


def _answer_fault(fault: Exception) -> Response:
    reader.stay_unknown()
    log.error("fault", extra={logs.FACTS: {"endpoint": request.endpoint}}, exc_info=fault)
    return answer(Broken())
