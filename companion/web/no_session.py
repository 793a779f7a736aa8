"""Flask's session is never used: who is signed in stands in our own table, and no page keeps anything else."""

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin


class _Empty(dict[str, Any], SessionMixin):
    """What Flask-Login looks into and finds nothing."""


class NoSession(SessionInterface):
    """Reads no cookie and writes none."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """An empty one for each request."""
        return _Empty()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is kept."""


def install(app: Flask) -> None:
    """Let this app do without sessions."""
    app.session_interface = NoSession()
