"""Weighs what travels: bytes on the wire as Chromium counted them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page


@dataclass
class Load:
    """Bytes per kind of everything a page fetched by itself, head lines included."""

    bytes_of: dict[str, int] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.bytes_of.values())


class Scales:
    """Listens to the network of one page through Chromium's own protocol."""

    def __init__(self, page: Page) -> None:
        self.load = Load()
        self._kinds: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.on("Network.responseReceived", self._began)
        self._session.on("Network.loadingFinished", self._ended)
        self._session.send("Network.enable")

    def fresh(self) -> None:
        """Weigh from here on."""
        self.load = Load()

    def _began(self, event: Any) -> None:
        self._kinds[event["requestId"]] = event["type"]
        self._addresses[event["requestId"]] = event["response"]["url"]

    def _ended(self, event: Any) -> None:
        kind = self._kinds.get(event["requestId"], "Other")
        weight = int(event["encodedDataLength"])
        self.load.bytes_of[kind] = self.load.bytes_of.get(kind, 0) + weight
        self.load.weights[self._addresses[event["requestId"]]] = weight
