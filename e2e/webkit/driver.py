"""The dozen commands of W3C WebDriver that these stories need, over HTTP to Debian's WebKitWebDriver.

Not Selenium: its package is 12 MB and carries a program that downloads browsers.
"""

from __future__ import annotations

import time
from typing import Any

import httpx2

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver: the name of an element in an answer
PATIENCE = 60.0  # s: generous, a slow machine is no fault of the story
AGAIN = 0.05  # s between two looks
CALL = """const said = Array.from(arguments), done = said.pop();
Promise.resolve().then(() => (%s)(...said))
  .then((found) => done({ found }), (fault) => done({ fault: String(fault) }));"""


class Refused(Exception):
    """The driver or the page could not do it; says why."""


class Driver:
    """One browser, from its first window to its end."""

    def __init__(self, address: str, program: list[str]) -> None:
        self._http = httpx2.Client(base_url=address, timeout=3 * PATIENCE, trust_env=False)
        self._path = "/session"
        options = {"binary": program[0], "args": program[1:]}
        started = self._ask("POST", "", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}})
        self._path = f"/session/{started['sessionId']}"
        self.version = str(started["capabilities"]["browserVersion"])
        self._ask("POST", "/timeouts", script=PATIENCE * 1000, pageLoad=PATIENCE * 1000)

    def go(self, url: str) -> None:
        """Open an address in the window in front and wait until it is loaded."""
        self._ask("POST", "/url", url=url)

    def reload(self) -> None:
        """Load the page in front once more, as the button of the browser does."""
        self._ask("POST", "/refresh")

    def call(self, function: str, *values: object) -> Any:
        """Run a JavaScript function in the page; a promise is awaited. Raises Refused with the page's own words."""
        answer = self._ask("POST", "/execute/async", script=CALL % function, args=list(values))
        if "fault" in answer:
            raise Refused(answer["fault"])
        return answer.get("found")

    def until(self, function: str, *values: object) -> Any:
        """Ask again and again, over page changes too, until the answer is something true."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.call(function, *values)
            except Refused as why:  # the page changed in mid-question
                answer, last = None, str(why)
            else:
                last = repr(answer)
            if answer:
                return answer
            assert time.monotonic() < end, f"{function} {values}: {last}"
            time.sleep(AGAIN)

    def click(self, selector: str) -> None:
        """Tap the first element of this kind, as a finger does, clear of the bar at the bottom."""
        self.call("(selector) => document.querySelector(selector).scrollIntoView({ block: 'center' })", selector)
        element = self._ask("POST", "/element", using="css selector", value=selector)[ELEMENT]
        self._ask("POST", f"/element/{element}/click")

    def new_window(self) -> str:
        """Open a second window and bring it to the front; answers its handle."""
        handle = str(self._ask("POST", "/window/new", type="window")["handle"])
        self.front(handle)
        return handle

    def front(self, handle: str) -> None:
        """Bring a window to the front."""
        self._ask("POST", "/window", handle=handle)

    def window(self) -> str:
        """The handle of the window in front."""
        return str(self._ask("GET", "/window"))

    def cookie(self, name: str, value: str) -> None:
        """Give the page's site a cookie."""
        self._ask("POST", "/cookie", cookie={"name": name, "value": value, "path": "/"})

    def quit(self) -> None:
        """Close every window and the browser."""
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, **said: object) -> Any:
        answer = self._http.request(method, self._path + path, json=said if method == "POST" else None)
        value = answer.json()["value"]
        if answer.is_error:
            raise Refused(f"{value['error']}: {value['message']}")
        return value
