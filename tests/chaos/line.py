"""The line of one phone to the server: asks until it is clearly answered, over kills, and counts what failed."""

import time
from typing import Any

import httpx2

from tests.chaos.diary import Diary

PATIENCE = 90.0  # seconds one question is asked again and again
AGAIN_AFTER = 0.05  # seconds between two tries
ANSWER_WITHIN = 20.0  # seconds; a writer on SQLite may wait 10 s for its turn
SHUT, CUT, BUSY = "the door was shut", "cut in flight", "asked to come again"
HEADERS = {"sec-fetch-site": "same-origin", "accept": "text/html"}


class GaveUp(AssertionError):
    """A phone got no clear answer although everything was brought up again."""


class Line:
    """Asks the server as one signed-in browser; never follows redirects."""

    def __init__(self, address: str, diary: Diary) -> None:
        self.cookie: str | None = None
        self._diary = diary
        self._client = httpx2.Client(base_url=address, timeout=ANSWER_WITHIN, headers=HEADERS, trust_env=False)

    def ask(self, method: str, path: str, **what: Any) -> httpx2.Response:
        """The first clear answer: neither silence nor 429 nor 5xx. Raises GaveUp."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = self.try_once(method, path, **what)
            if answer is not None:
                return answer
            time.sleep(AGAIN_AFTER)
        raise GaveUp(f"{method} {path}")

    def try_once(self, method: str, path: str, **what: Any) -> httpx2.Response | None:
        """One try; None when the phone has to ask again."""
        headers = {**what.pop("headers", {}), **({"cookie": self.cookie} if self.cookie else {})}
        try:
            answer = self._client.request(method, path, headers=headers, **what)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            self._diary.counted[SHUT] += 1
            return None
        except httpx2.HTTPError:
            self._diary.counted[CUT] += 1
            return None
        finally:
            self._client.cookies.clear()  # many citizens share this line; each has her own cookie
        if answer.status_code < 500 and answer.status_code != 429:
            return answer
        self._diary.counted[BUSY] += 1
        if answer.status_code == 500:
            self._diary.wrong.append(f"500 for {method} {path}")
        return None

    def close(self) -> None:
        """Hang up."""
        self._client.close()
