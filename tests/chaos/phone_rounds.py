"""Rounds of what happens to a phone: tab, browser, worker and server end in mid-send, answers are wrong, clocks lie."""

import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service_worker.tests.lying import A_YEAR_MS
from tests.chaos.books import Books, Held, Phones, read_server
from tests.chaos.diary import Item
from tests.chaos.faulty_line import FaultyLine
from tests.chaos.handset import Handset
from tests.chaos.installation import Installation
from tests.chaos.ledger import CHECKS, Found
from tests.chaos.programs import Program
from tests.chaos.waiting import some_moment_within, until

STATUSES = ("500", "401", "403", "409", "413", "422", "429")
MOST_ITEMS = 3
HEALED_WITHIN = 60.0  # seconds
COUNTED = ("answers missing", "answers doubled", "answers ghosts")  # the ledger's other lines are about letters
SAID = ("instrument", "instrument_version", "language", "answers")


@dataclass
class PhoneTally:
    """What was done, what the phone knows, and how long healing took."""

    done: Counter[str] = field(default_factory=Counter)
    items: dict[uuid.UUID, Item] = field(default_factory=dict)
    slowest_heal: float = 0.0


class Rounds:
    """One phone, its line, its server, and the acts that can happen to them."""

    def __init__(
        self, place: Installation, phone: Handset, line: FaultyLine, web: Program, chance: random.Random
    ) -> None:
        self.tally = PhoneTally()
        self.old: list[str] = []  # receipts of 91 days ago
        self.young: list[str] = []  # and of 89
        self._place, self._phone, self._line, self._web, self._chance = place, phone, line, web, chance
        self._acts: dict[str, Callable[[], None]] = {
            "tab closed": self._close_tab,
            "browser killed": self._kill_browser,
            "worker updated": self._update_worker,
            "server killed": self._kill_server,
            "two tabs": self._two_tabs,
            "html garbage": lambda: self._answer("html"),
            "line cut": lambda: self._answer("cut"),
            "timeout": self._time_out,
            "clock −6 years": lambda: self._lie(-6, self._answer_refused),
            "clock +1 year": lambda: self._lie(1, self._answer_refused),
            "worker −6 years": lambda: self._lie(-6, self._worker_sends),
            "worker +1 year": lambda: self._lie(1, self._worker_sends),
            **{status: lambda status=status: self._answer(status) for status in STATUSES},  # type: ignore[misc]
        }

    @property
    def acts(self) -> Sequence[str]:
        """Everything that can happen."""
        return list(self._acts)

    def play(self, rounds: int, *, of: Sequence[str]) -> None:
        """So many rounds, every act equally often, in an order nobody knows."""
        order = [name for _ in range(0, rounds, len(of)) for name in self._chance.sample(of, len(of))]
        for number, name in enumerate(order[:rounds], start=1):
            before = len(self.tally.items)
            self._answer_some()
            self._acts[name]()
            took, made = self._heal(), len(self.tally.items) - before
            self.tally.done[name] += 1
            self.tally.slowest_heal = max(self.tally.slowest_heal, took)
            print(f"round {number:3d}: {name:15s} {made} answers, all sent {took:4.1f} s after healing")

    def balance(self) -> tuple[Found, Books]:
        """The phone's book against the server's, line by line; every list has to be empty."""
        mine = self._phone.book()
        receipts = {uuid.UUID(one["key"]) for one in mine["receipts"]}
        for key, item in self.tally.items.items():
            item.acknowledged = key in receipts
        books = Books(Phones(self.tally.items, {}), read_server(self._place), Held({}, {}))
        found = {name: sorted(str(one) for one in CHECKS[name](books)) for name in COUNTED}
        found["answers changed"] = sorted(str(key) for key in self.tally.items if _changed(books, key))
        found["answers without a receipt"] = sorted(str(key) for key in self.tally.items.keys() - receipts)
        found["answers never stored"] = sorted(
            str(key) for key in self.tally.items.keys() - books.server.readings.keys()
        )
        found["receipts gone too early"] = sorted(set(self.young) - {str(one) for one in receipts})
        found["receipts kept too long"] = sorted(set(self.old) & {str(one) for one in receipts})
        found["left on the phone"] = [one["key"] for one in mine["items"]]
        return found, books

    def _answer_some(self) -> None:
        answers = [[self._chance.randint(0, 5) for _ in range(5)] for _ in range(self._chance.randint(1, MOST_ITEMS))]
        for key, five in zip(self._phone.save(answers), answers, strict=True):
            content = {"instrument": "who5", "instrument_version": "1", "language": "da", "answers": five}
            self.tally.items[uuid.UUID(key)] = Item(uuid.UUID(key), self._place.citizens["chaos-0"], content)

    def _answer(self, *faults: str) -> None:
        self._line.spoil(*faults)
        before = self._line.posts
        self._answer_some()  # what was made before may have left on its own by now
        self._phone.send()
        self._line.until_posts(before + 1)

    def _close_tab(self) -> None:
        self._answer("hold")
        self._phone.page.close()
        self._line.heal()
        self._phone.open("/")

    def _kill_browser(self) -> None:
        self._answer("hold")
        some_moment_within(0.05, self._chance)
        self._phone.kill()

    def _update_worker(self) -> None:
        self._line.version += 1
        self._phone.page.evaluate("self.typed = 'still here'")
        self._phone.ask_for_worker()
        self._answer(self._chance.choice(("500", "cut", "html")))
        self._phone.until_new_worker()
        assert self._phone.page.evaluate("self.typed") == "still here", "the update reloaded a page"

    def _kill_server(self) -> None:
        self._phone.send()
        some_moment_within(0.05, self._chance)
        self._web.kill()
        self._phone.send()
        self._web.start()
        self._web.until_up()

    def _two_tabs(self) -> None:
        first = self._phone.page
        second = self._phone.open("/")
        for tab in (first, second):
            tab.evaluate("void companion.unsent.drain()")
        first.close()

    def _time_out(self) -> None:
        self._answer("hold")
        until(
            "the phone to give up",
            lambda: self._phone.page.evaluate("navigator.locks.query().then((all) => !all.held.length)"),
            within=20,
        )

    def _lie(self, years: int, act: Callable[[], None]) -> None:
        """The clock of the whole phone jumps, page and worker; old receipts go all the same, and no young one."""
        self.old.append(self._phone.remember(days_ago=91))
        self.young.append(self._phone.remember(days_ago=89))
        self._set_clock(years * A_YEAR_MS)
        self._phone.ask_for_worker()
        self._phone.until_new_worker()
        self._phone.reload()
        assert self._phone.how_wrong() == (self._line.clock_shift, self._line.clock_shift)
        until("the old receipt to go", lambda: self.old[-1] not in self._phone.receipts())
        act()
        if self._chance.random() < 0.5:
            self._set_clock(0)

    def _set_clock(self, shift: int) -> None:
        """For the page at its next start, for the worker with its next update."""
        self._line.clock_shift = shift
        self._line.version += 1
        self._phone.set_clock(shift)

    def _answer_refused(self) -> None:
        self._answer("429")

    def _worker_sends(self) -> None:
        """The server wants it later; then the worker alone sends everything, whatever its clock says."""
        self._line.spoil("429")
        before = self._line.posts
        self._answer_some()
        self._phone.wake_worker()
        self._line.until_posts(before + 1)
        self._line.heal()
        until("the worker to send", self._sent_by_worker, within=HEALED_WITHIN, every=0.2)

    def _sent_by_worker(self) -> bool:
        self._phone.wake_worker()
        return self._phone.waits() == (0, 0)

    def _heal(self) -> float:
        """All works again; she opens the app and, where it says so, taps “try again”. Seconds until all is sent."""
        self._line.heal()
        self._phone.reload()
        started = time.monotonic()
        until("everything to be sent", self._all_sent, within=HEALED_WITHIN, every=0.05)
        return time.monotonic() - started

    def _all_sent(self) -> bool:
        waiting, aside = self._phone.waits()
        if aside:
            self._phone.page.locator("[data-try-again]").click()
        return not waiting and not aside


def _changed(books: Books, key: uuid.UUID) -> bool:
    """Whether the server holds other words than the phone sealed; the moment is the phone's own, and may lie."""
    held, made = books.server.contents.get(key), books.phones.items[key].content
    return held is not None and any(held[name] != made[name] for name in SAID)
