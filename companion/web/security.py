"""Headers of every answer, and the refusal of requests that other sites make on a reader's behalf."""

from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from companion.foundation import runtime
from companion.foundation.errors import CrossSite

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_BODY_BYTES = 64 * 1024  # no form of ours is near this
POLICY = "; ".join(  # noqa: FLY002 - one directive a line can be read
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
RECORDING_HEADERS = {  # where somebody reads a text aloud: the microphone, and what was just recorded
    **HEADERS,
    "Content-Security-Policy": POLICY.replace("media-src 'self'", "media-src 'self' blob:"),
    "Permissions-Policy": HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)"),
}
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"


def install(app: Flask) -> None:
    """Guard every request and dress every answer of this app."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.before_request(refuse_cross_site)
    app.after_request(_dress)


def refuse_cross_site() -> None:
    """Unsafe requests must come from our own pages (Fetch Metadata; RFC 6454 Origin where a browser lacks it).

    Needs no token, so a form kept offline for months is never stale. Raises CrossSite.
    """
    if request.method in SAFE_METHODS or g.get("open_api"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise CrossSite
        return
    if _host_of(request.headers.get("Origin", "")) not in (request.host, _own_host()):
        raise CrossSite


def let_record() -> None:
    """Let the page that is being made use the microphone; no other page may."""
    g.may_record = True


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def _own_host() -> str:
    return urlsplit(runtime.current().config.base_url).netloc


def _dress(response: Response) -> Response:
    response.headers.extend(
        RECORDING_HEADERS if g.get("may_record") else HEADERS
    )  # no answer of ours sets any of them itself
    if runtime.current().config.secure:
        response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    return response
