"""One citizen with her phone: answers, sends until it is acknowledged, looks, releases, undoes, withdraws."""

import random
import re
import uuid
from datetime import datetime, timedelta

import httpx2

from companion.foundation import intake
from companion.foundation.clock import SystemClock
from tests.chaos.diary import Diary, Item, Wish
from tests.chaos.line import Line
from tests.phone import Phone, check_in

AS_SCRIPT = {"accept": "application/json"}  # a refusal then tells its name
A_TICK = timedelta(milliseconds=1)
ID = "[0-9a-f-]{36}"
_INTAKE = re.compile(r'name="companion-intake" content="([^"]+)"')
_OWNER = re.compile(r'name="companion-owner" content="([^"]+)"')
_OFFER = re.compile(rf'value="who5-index">\s*<[^>]*name="unit" value="({ID})">\s*<[^>]*name="version" value="(\d+)"')
_STOP = re.compile(rf'action="/me/sharing/({ID})/stop"')
_UNDO = re.compile(rf'action="/check-in/result/({ID})/undo"')
_INDEX = re.compile(r"data-server-index>(\d+)<")


class Citizen:
    """Signed in on her own phone; everything she learns from the server she learns from its pages and answers."""

    def __init__(self, persona: str, person: uuid.UUID, line: Line, diary: Diary, chance: random.Random) -> None:
        self.items: list[Item] = []
        self.consent: uuid.UUID | None = None
        self._persona, self._person = persona, person
        self._line, self._diary, self._chance = line, diary, chance
        self._cookie: str | None = None
        self._phone: Phone | None = None
        self._latest_capture = SystemClock().now()

    def take_phone(self) -> None:
        """From now on the line carries this citizen's cookie; the first time she signs in."""
        self._line.cookie = self._cookie
        if self._cookie is not None:
            return
        signed_in = self._line.ask("POST", "/demo", data={"persona": self._persona, "phone": "own"})
        self._line.cookie = self._cookie = signed_in.headers["set-cookie"].partition(";")[0]
        page = self._line.ask("GET", "/check-in").text
        self._phone = Phone(owner=_found(_OWNER, page), intake=_found(_INTAKE, page))

    def answer(self) -> Item:
        """Five answers, kept on the phone; its clock never shows the same moment twice."""
        self._latest_capture = max(SystemClock().now(), self._latest_capture + A_TICK)
        content = check_in(
            answers=[self._chance.randint(0, 5) for _ in range(5)], captured_at=_as_browser(self._latest_capture)
        )
        key = uuid.UUID(int=self._chance.getrandbits(128), version=4)
        item = Item(key, self._person, content)
        self.items.append(item)
        self._diary.items.append(item)
        return item

    def send(self, item: Item) -> None:
        """Send it, with the same key, until a 2xx echoes that key."""
        assert self._phone is not None
        sealed = self._phone.seal(item.content, key=str(item.key))
        answer = self._line.ask("POST", "/check-in/sealed", json=sealed, headers=AS_SCRIPT)
        wanted = {"key": str(item.key), "receipt": intake.receipt(item.key)}
        if answer.status_code not in (200, 201) or answer.json() != wanted:
            self._wrong("sealed item", answer)
            return
        item.told_new += answer.status_code == 201
        item.told_known += answer.status_code == 200
        item.acknowledged = True

    def send_again(self) -> None:
        """As a phone whose answer got lost: the same item once more, sealed anew."""
        self.send(self._chance.choice(self.items))

    def look(self) -> str:
        """Open the newest result; it is the one of the newest item."""
        answer = self._line.ask("GET", "/check-in/result")
        shown = _INDEX.search(answer.text)
        if shown is None or int(shown[1]) != self.items[-1].index:
            self._wrong("result", answer)
        return answer.text

    def release(self, item: Item) -> str:
        """Let one result go; `released`, or the name of the refusal."""
        said = self._decide(f"/check-in/result/{item.key}/release")
        if said in ("done", "AlreadyReleased"):
            item.wish = Wish.RELEASED
        return "released" if said == "done" else said

    def undo(self, item: Item) -> None:
        """Take the newest result back, if the page still offers it."""
        offered = _UNDO.search(self.look())
        if offered is None:
            return
        said = self._decide(f"/check-in/result/{offered[1]}/undo")
        if said == "done":
            item.wish = Wish.UNDONE
        elif said != "WasOnItsWay":
            self._diary.wrong.append(f"undo: {said}")

    def say_yes(self) -> None:
        """Give consent, in the text on the page."""
        offer = _OFFER.search(self._line.ask("GET", "/me/sharing").text)
        if offer is not None:
            form = {"purpose": "who5-index", "unit": offer[1], "version": offer[2]}
            answer = self._line.ask("POST", "/me/sharing", data=form, headers=AS_SCRIPT)
            if answer.status_code != 303:
                self._wrong("consent", answer)
        self.consent = uuid.UUID(_found(_STOP, self._line.ask("GET", "/me/sharing").text))

    def withdraw(self) -> None:
        """Take the consent back; the next result cannot be released."""
        assert self.consent is not None
        answer = self._line.ask("POST", f"/me/sharing/{self.consent}/stop", headers=AS_SCRIPT)
        if answer.status_code != 303:
            self._wrong("withdrawal", answer)
        self._diary.withdrawn[self.consent] = SystemClock().now()
        self.consent = None

    def must_not_release(self, item: Item, refusal: str) -> None:
        """Try what has to be refused."""
        said = self._decide(f"/check-in/result/{item.key}/release")
        if said != refusal:
            self._diary.wrong.append(f"a release that needs {refusal} got {said}")

    def _decide(self, path: str) -> str:
        answer = self._line.ask("POST", path, headers=AS_SCRIPT)
        if answer.status_code == 303:
            return "done"
        if answer.status_code == 409:
            return str(answer.json()["error"])
        self._wrong(path, answer)
        return f"status {answer.status_code}"

    def _wrong(self, what: str, answer: httpx2.Response) -> None:
        self._diary.wrong.append(f"{what}: {answer.status_code} {answer.text[:200]}")


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    assert found is not None, f"{pattern.pattern} is not on the page"
    return found[1]


def _as_browser(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
