"""What htmx 4 says of a request: htmx-flask reads the names of htmx 2, so the changed ones are read here."""

from flask import Flask, Request
from htmx_flask import Htmx
from htmx_flask.requests import HtmxAwareRequest, HtmxHeaders

CONFIG = '{"includeIndicatorCSS":false,"noSwap":[204,304,"5xx"],"history":false}'


class Htmx4Headers(HtmxHeaders):
    """htmx 4 sends `HX-Source` for the trigger, `tag#id` for target and source, and no prompt."""

    @property
    def target(self) -> str | None:
        """The id of the element that will be replaced."""
        return _id(self._headers.get("HX-Target"))

    @property
    def trigger(self) -> str | None:
        """The id of the element that was used."""
        return _id(self._headers.get("HX-Source"))


class Htmx4Request(HtmxAwareRequest):
    """A request whose `htmx` attribute speaks htmx 4."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.htmx = Htmx4Headers(self.headers)


def install(app: Flask) -> None:
    """Give every request of this app its `htmx` attribute."""
    Htmx(app)
    app.request_class = Htmx4Request


def asks_for_block(request: Request) -> bool:
    """Whether htmx asks for one block of a page rather than the whole page."""
    return bool(getattr(request, "htmx", False))


def _id(source: str | None) -> str | None:
    return source.partition("#")[2] or None if source else None
