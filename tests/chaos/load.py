"""The load: a few threads, each the line of several citizens, who live one story after another."""

import random
import threading
import uuid
from collections import Counter
from collections.abc import Sequence
from queue import SimpleQueue

from tests.chaos.citizens import Citizen
from tests.chaos.diary import Diary, Item, Wish
from tests.chaos.installation import Installation
from tests.chaos.line import Line

BREATH = 0.08  # seconds at most between two stories of one line: a load, not a siege
TWO_AT_ONCE, AGAIN, RELEASES, UNDOES, RELEASES_ANEW, WITHDRAWS = 0.2, 0.3, 0.75, 0.3, 0.5, 0.05
Person = tuple[str, uuid.UUID]


class Load:
    """Simulated phones; what goes wrong in a thread is raised where the test looks."""

    def __init__(self, place: Installation, *, lines: int, seed: str) -> None:
        self.diaries = [Diary() for _ in range(lines)]
        self._faults: SimpleQueue[Exception] = SimpleQueue()
        self._over = threading.Event()
        people = list(place.citizens.items())
        self._threads = [
            threading.Thread(
                target=self._run,
                args=(Line(place.web, diary), diary, people[number::lines], random.Random(f"{seed} line {number}")),
                name=f"line-{number}",
                daemon=True,
            )
            for number, diary in enumerate(self.diaries)
        ]

    def start(self) -> None:
        """Let every line begin."""
        for thread in self._threads:
            thread.start()

    def stop(self, within: float = 120.0) -> None:
        """Begin no new story, and let those that run come to their end."""
        self._over.set()
        for thread in self._threads:
            thread.join(within)
            assert not thread.is_alive(), f"{thread.name} does not come to its end"
        self.complain()

    def complain(self) -> None:
        """Raise what a line raised, if one did."""
        if not self._faults.empty():
            self._over.set()
            raise self._faults.get()

    def acknowledged(self) -> int:
        """Items acknowledged until now."""
        self.complain()
        return sum(diary.acknowledged() for diary in self.diaries)

    def counted(self) -> Counter[str]:
        """Failed tries of all lines, by kind."""
        return sum((diary.counted for diary in self.diaries), Counter())

    def _run(self, line: Line, diary: Diary, people: Sequence[Person], chance: random.Random) -> None:
        citizens = [Citizen(persona, person, line, diary, chance) for persona, person in people]
        try:
            while not self._over.wait(chance.uniform(0, BREATH)):
                citizen = chance.choice(citizens)
                citizen.take_phone()
                live(citizen, chance)
        except Exception as fault:  # noqa: BLE001 - raised again where the test looks
            self._faults.put(fault)
        finally:
            line.close()


def live(citizen: Citizen, chance: random.Random) -> None:
    """One story: a yes if there is none, one or two answers, sent; looked at; perhaps released, perhaps regretted."""
    if citizen.consent is None:
        _say_yes_again(citizen)
    made = [citizen.answer() for _ in range(2 if chance.random() < TWO_AT_ONCE else 1)]
    for item in made:
        citizen.send(item)
    if chance.random() < AGAIN:
        citizen.send_again()
    if len(made) > 1:
        citizen.must_not_release(made[0], "NotOpenedYet")  # she has seen neither of them yet
    citizen.look()
    if chance.random() < RELEASES:
        _release(citizen, made[-1], chance)
    if chance.random() < WITHDRAWS:
        citizen.withdraw()


def _release(citizen: Citizen, item: Item, chance: random.Random) -> None:
    citizen.release(item)
    if chance.random() < UNDOES:
        citizen.undo(item)
        if item.wish is Wish.UNDONE and chance.random() < RELEASES_ANEW:
            citizen.release(item)


def _say_yes_again(citizen: Citizen) -> None:
    """After a withdrawal nothing can be released until the next yes; what did not leave may then be released anew."""
    held_back = [item for item in citizen.items if item.wish is Wish.RELEASED][-1:]
    if citizen.items:
        citizen.look()
        citizen.must_not_release(citizen.items[-1], "NoConsent")
    citizen.say_yes()
    for item in held_back:
        citizen.release(item)
