"""Citizens' weeks with messages from everybody, simulated: what rang is held against a model of its own."""

import random
import uuid
from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from companion.foundation.database import transaction
from companion.nudges import claiming
from companion.nudges import service as nudges
from companion.nudges.gateway import Notice
from companion.nudges.records import Message, MessageDelivery
from companion.tasks import service as tasks
from companion.worker import dispatch
from tests.chaos.handsets import Handsets, a_new_worker
from tests.chaos.message_acts import Acts
from tests.chaos.message_model import DANISH, Hers, Killed, Ledger, above_caps, faults, monday_before_a_change
from tests.clock import FrozenClock
from tests.people import staff

ROLES = ("ips-consultant", "therapist")
A_WEEK = timedelta(days=7)
SETTLED = timedelta(days=14)  # by then everything has ended


class Week:
    """Some citizens and their staff for one week."""

    def __init__(self, clock: FrozenClock, seed: str, citizens: int, ledger: Ledger) -> None:
        self.clock, self.chance, self.ledger = clock, random.Random(seed), ledger
        monday = monday_before_a_change(clock.now() + timedelta(days=60))  # later than every week before it
        clock.move(datetime.combine(monday, time(8), tzinfo=DANISH) - clock.now())
        self.begins, self.changes_on = clock.now(), monday + timedelta(days=6)
        self.phones = Handsets(self.chance, ledger, self._rings)
        self.acts = Acts(self.chance, self.phones)
        members = [staff(role, name=f"Medarbejder {number}") for number, role in enumerate(ROLES)]
        self.people = {one.person.id: one for one in (self.acts.a_citizen(members) for _ in range(citizens))}
        self.days: dict[uuid.UUID, dict[uuid.UUID, set[date]]] = defaultdict(lambda: defaultdict(set))
        self.rang: set[uuid.UUID] = set()
        ledger.weeks += citizens

    def live(self, acts: int) -> None:
        """Things happen, time passes or jumps, the worker looks; then a quiet fortnight in which all must end."""
        for _ in range(acts):
            self._something()
            self._time_passes(A_WEEK / acts)
            self._worker()
        self.clock.move(max(self.begins + A_WEEK - self.clock.now(), timedelta(0)))
        ends = self.clock.now() + SETTLED
        while self.clock.now() < ends:
            self._worker()
            due = min(claiming.next_moment() or ends, self.clock.now() + timedelta(days=2), ends)
            self.clock.move(max(due - self.clock.now(), timedelta(minutes=1)))
        self._books()

    def _something(self) -> None:
        she = self.chance.choice(list(self.people.values()))
        if not she.closed:
            self.ledger.acts[self.acts.one(she)] += 1

    def _time_passes(self, pace: timedelta) -> None:
        self.clock.move(pace * self.chance.uniform(0.2, 1.8))
        if self.chance.random() < 0.05:
            self.clock.move(timedelta(minutes=self.chance.randint(-180, 180)))
            self.ledger.jumps += 1

    def _worker(self) -> None:
        dispatch.take_facts()
        try:
            nudges.drain(phones=self.phones)
        except Killed:
            self.ledger.kills += 1
            a_new_worker()

    def _rings(self, notice: Notice) -> uuid.UUID:
        self.ledger.rang += 1
        with transaction() as session:
            message = session.get_one(Message, session.get_one(MessageDelivery, notice.delivery_id).message_id)
        she, now = self.people[notice.citizen], self.clock.now().astimezone(DANISH)
        for wrong, happened in faults(she, message, now).items():
            self.ledger.wrong[wrong] += happened
        if now.date() == self.changes_on:
            self.ledger.on_the_day[f"{now:%d %B}"[3:]] += 1
        if message.kind == "nudge":
            self.days[notice.citizen][message.id].add(now.date())
        self.rang.add(message.id)
        return message.id

    # ── the books ────────────────────────────────────────────────────────────────────────────────────────────

    def _books(self) -> None:
        self.phones.count()
        for days in self.days.values():
            self.ledger.wrong.update(above_caps(days))
        with transaction() as session:
            found = session.scalars(select(Message).where(Message.citizen_id.in_(self.people))).all()
            for message in found:
                self._is_listed(message)
        there = {message.id for message in found}
        for she in self.people.values():
            news = [one for one in found if (one.citizen_id, one.kind) == (she.person.id, "change")]
            told = {one.about for one in news} | {uuid.UUID(also) for one in news for also in one.also or ()}
            self.ledger.wrong["lost"] += len(she.written.keys() - there)
            self.ledger.wrong["a change nobody was told of"] += len(she.changed - told)

    def _is_listed(self, message: Message) -> None:
        she = self.people[message.citizen_id]
        self.ledger.ended[message.outcome or "waiting"] += 1
        self.ledger.wrong["lost"] += message.ended_at is None
        taken_back = message.id in she.taken_back
        self.ledger.wrong["ended without a decision"] += message.decision is None and not taken_back
        self.ledger.wrong["delivered and never shown"] += message.outcome == "delivered" and message.id not in self.rang
        if self._must_be_told(she, message):
            self.ledger.wrong["given up and nobody told"] += not self._told(she)

    def _must_be_told(self, she: Hers, message: Message) -> bool:
        """Whether a named person must know that this one did not arrive: the model excuses nothing else."""
        if she.closed or message.kind == "own" or message.id in she.taken_back:
            return False
        if message.outcome == "gave-up":
            return True
        known_anyway = message.about in she.meetings or message.sender_id in she.withdrawn
        return message.outcome == "not-sent" and not known_anyway

    def _told(self, she: Hers) -> bool:
        owed = [task for member in she.team for task in tasks.waiting_for(member.id, role="therapist")]
        return any((task.kind, task.citizen_id) == ("unreachable", she.person.id) for task in owed)
