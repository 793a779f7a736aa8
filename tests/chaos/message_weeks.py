"""Citizens' weeks with messages from everybody, simulated: what rang is held against a model of its own.

The model knows what each citizen said and what became of each meeting; it asks neither the rules nor the tables.
"""

import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from companion.accounts import leaving
from companion.appointments import service as appointments
from companion.appointments.records import Appointment
from companion.caseload import service as caseload
from companion.foundation import journal
from companion.foundation.database import new_id, transaction
from companion.nudges import choices, claiming, inbox
from companion.nudges import service as nudges
from companion.nudges.anchors import MEETING, Plan, from_anchor
from companion.nudges.choices import Chosen
from companion.nudges.gateway import Notice, Outcome, Route
from companion.nudges.records import Message, MessageDelivery
from companion.nudges.sending import Draft
from companion.nudges.timing import Hours
from companion.tasks import service as tasks
from companion.worker import dispatch
from tests.chaos.message_model import DANISH, Hers, Killed, Ledger, is_open, monday_before_a_change
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, staff

TEMPLATES = {"thinking-of-you": "encouragement", "how-is-it-going": "question", "find-the-place": "practical"}
ANSWERS = ("accepted",) * 7 + ("later", "unknown", "gone")
SETTLED = timedelta(days=14)  # by then everything has ended
SHORT_WAIT, LONG_WAIT = 10, 240  # minutes between two things that happen


class Week:
    """Some citizens and their staff for one week."""

    def __init__(self, clock: FrozenClock, seed: str, citizens: int, ledger: Ledger) -> None:
        self.clock, self.chance, self.ledger = clock, random.Random(seed), ledger
        monday = monday_before_a_change(clock.now() + timedelta(days=60))  # later than every week before it
        clock.move(datetime.combine(monday, time(8), tzinfo=DANISH) - clock.now())
        self.begins = clock.now()
        members = [
            staff(role, name=f"Medarbejder {number}") for number, role in enumerate(("ips-consultant", "therapist"))
        ]
        self.people = {one.person.id: one for one in (self._citizen(members) for _ in range(citizens))}
        self.days: dict[uuid.UUID, dict[uuid.UUID, set[date]]] = defaultdict(lambda: defaultdict(set))
        ledger.weeks += citizens

    def live(self, acts: int) -> None:
        """Things happen, time passes or jumps, the worker looks; then a quiet fortnight in which all must end."""
        for _ in range(acts):
            self._something()
            self._time_passes()
            self._worker()
        self.clock.move(max(self.begins + timedelta(days=7) - self.clock.now(), timedelta(0)))
        ends = self.clock.now() + SETTLED
        while self.clock.now() < ends:
            self._worker()
            due = min(claiming.next_moment() or ends, self.clock.now() + timedelta(days=2), ends)
            self.clock.move(max(due - self.clock.now(), timedelta(minutes=1)))
        self._books()

    # ── the phones ───────────────────────────────────────────────────────────────────────────────────────────

    def reachable(self, citizen: uuid.UUID) -> Sequence[Route]:
        """Everybody has a phone."""
        return [Route("push")]

    def send(self, notice: Notice) -> Sequence[Outcome]:
        """It rings, or not; the worker may be killed just before or just after."""
        fate = self.chance.random()
        if fate < 0.04:
            raise Killed
        state = self.chance.choice(ANSWERS)
        if state in ("accepted", "unknown"):
            self._rings(notice)
        if fate < 0.08:
            raise Killed
        return [Outcome(Route("push"), state, self.clock.now())]

    def _rings(self, notice: Notice) -> None:
        self.ledger.rang += 1
        with transaction() as session:
            message = session.get_one(Message, session.get_one(MessageDelivery, notice.delivery_id).message_id)
        she, now = self.people[notice.citizen], self.clock.now().astimezone(DANISH)
        for wrong, happened in self._faults(she, message, now).items():
            self.ledger.wrong[wrong] += happened
        if message.kind == "nudge":
            self.days[notice.citizen][message.id].add(now.date())

    def _faults(self, she: Hers, message: Message, now: datetime) -> dict[str, bool]:
        start = she.meetings.get(message.about) if message.about else None
        begins = start or (she.would_begin.get(message.about) if message.about else None)
        near = begins is not None and now <= begins <= now + timedelta(hours=12)
        night = message.kind == "change" and she.at_night and near
        about_gone = message.about in she.meetings and start is None and message.kind != "change"
        early = message.topic == "two-hours" and start is not None and not start - timedelta(hours=2) <= now < start
        return {
            "in quiet hours": not night and not is_open(she.hours, now),
            "after a pause": she.paused and message.kind != "change",
            "on a hard day": she.hard_day == now.date() and message.kind == "nudge",
            "after a stop": message.kind == "nudge" and bool({message.sender_id, message.topic} & she.stopped),
            "after closing": she.closed,
            "after a cancellation": about_gone or (message.topic == "evening" and not self._tomorrows(she, message)),
            "after a move": early,
        }

    def _tomorrows(self, she: Hers, message: Message) -> bool:
        day = message.anchor_at.astimezone(DANISH).date() if message.anchor_at else None
        return any(start is not None and start.astimezone(DANISH).date() == day for start in she.meetings.values())

    # ── what happens ─────────────────────────────────────────────────────────────────────────────────────────

    def _citizen(self, members: Sequence[Somebody]) -> Hers:
        person = a_citizen(self.chance.choice(["da", "ar", "uk"]))
        for number, member in enumerate(members):
            assert member.unit is not None
            caseload.relate(
                citizen=person.id,
                staff=member.id,
                role=member.role,
                unit=member.unit,
                responsible=not number,
                actor=MADE_BY,
            )
        she = Hers(person, members)
        self._chooses(she)
        return she

    def _something(self) -> None:
        she = self.chance.choice(list(self.people.values()))
        acts: list[Callable[[Hers], None]] = [
            *[self._writes] * 9,
            *[self._books_meeting] * 3,
            *[self._moves, self._cancels] * 2,
            *(self._chooses, self._pauses, self._resumes, self._hard_day, self._stops, self._later, self._closes),
        ]
        act = self.chance.choice(acts)
        if not she.closed:
            act(she)
            self.ledger.acts[act.__name__.strip("_")] += 1

    def _writes(self, she: Hers) -> None:
        template = self.chance.choice(list(TEMPLATES))
        ahead = [(key, start) for key, start in she.meetings.items() if start and start > self.clock.now()]
        now = self.clock.now()
        plan = Plan(now + timedelta(hours=self.chance.choice([0, 0, 5, 30])))
        if ahead and self.chance.random() < 0.5:
            key, start = self.chance.choice(ahead)
            plan = from_anchor(MEETING, start, self.chance.choice([-2, -1, 0]), time(10), about=key)
            plan = plan if plan.planned_for > now else Plan(now, about=key)
        about = {she.person.id: plan.about or ahead[0][0]} if ahead else {}
        if template == "find-the-place" and not about:
            template = "how-is-it-going"
        draft = Draft(new_id(), template, plan, about=about)
        nudges.send(citizens=[she.person.id], draft=draft, actor=self.chance.choice(she.team).actor)

    def _books_meeting(self, she: Hers) -> None:
        start = (self.clock.now() + timedelta(hours=self.chance.randint(3, 80))).replace(
            minute=0, second=0, microsecond=0
        )
        with transaction():
            key = appointments.book(
                citizen=she.person.id,
                owner=self.chance.choice(she.team).id,
                kind="agreed",
                track="job",
                starts_at=start,
                minutes=60,
                form="person",
                title={"da": "Samtale"},
                place={"da": "Biblioteket"},
                actor=MADE_BY,
            )
            journal.tell(kind="appointment.booked", citizen=she.person.id, subject=key)
        she.meetings[key] = start

    def _moves(self, she: Hers) -> None:
        self._changes(she, timedelta(hours=self.chance.randint(-20, 40)))

    def _cancels(self, she: Hers) -> None:
        self._changes(she, None)

    def _changes(self, she: Hers, by: timedelta | None) -> None:
        ahead = [key for key, start in she.meetings.items() if start is not None and start > self.clock.now()]
        if not ahead:
            return
        key = self.chance.choice(ahead)
        with transaction() as session:
            meeting = session.get_one(Appointment, key)
            if by is None:
                meeting.cancelled_at = self.clock.now()
            else:
                meeting.starts_at = max(meeting.starts_at + by, self.clock.now() + timedelta(minutes=30))
                meeting.ends_at = meeting.starts_at + timedelta(hours=1)
            kind = "cancelled" if by is None else "changed"
            journal.tell(kind=f"appointment.{kind}", citizen=she.person.id, subject=key)
            she.meetings[key], she.would_begin[key] = None if by is None else meeting.starts_at, meeting.starts_at

    def _chooses(self, she: Hers) -> None:
        hours = Hours(time(self.chance.choice([8, 9, 11])), time(self.chance.choice([15, 18, 20])))
        she.hours = Hours(hours.opens, hours.closes, *self.chance.choice([(None, None), (time(12), time(13))]))
        she.at_night = self.chance.random() < 0.3
        chosen = Chosen("push", she.hours, evening=True, two_hours=True, at_night=she.at_night, receipts=False)
        choices.choose(chosen=chosen, actor=she.person.actor)

    def _pauses(self, she: Hers) -> None:
        choices.pause(length="open", actor=she.person.actor)
        she.paused = True

    def _resumes(self, she: Hers) -> None:
        choices.resume(actor=she.person.actor)
        she.paused = False

    def _hard_day(self, she: Hers) -> None:
        choices.begin_hard_day(actor=she.person.actor)
        she.hard_day = self.clock.now().astimezone(DANISH).date()

    def _stops(self, she: Hers) -> None:
        sender, topic = self.chance.choice(she.team).id, self.chance.choice(list(TEMPLATES.values()))
        by_sender = self.chance.random() < 0.5
        choices.stop(sender=sender if by_sender else None, topic=None if by_sender else topic, actor=she.person.actor)
        she.stopped.add(sender if by_sender else topic)

    def _later(self, she: Hers) -> None:
        found, _older = inbox.page_of(she.person.id)
        for one in [one for one in found if one.is_nudge][:1]:
            inbox.later(message_id=one.id, until="two-hours", actor=she.person.actor)

    def _closes(self, she: Hers) -> None:
        if self.chance.random() < 0.1:
            leaving.disable(person=she.person.id, actor=MADE_BY)
            she.closed = True

    # ── time and the worker ──────────────────────────────────────────────────────────────────────────────────

    def _time_passes(self) -> None:
        self.clock.move(timedelta(minutes=self.chance.randint(SHORT_WAIT, LONG_WAIT)))
        if self.chance.random() < 0.05:
            self.clock.move(timedelta(minutes=self.chance.randint(-180, 180)))
            self.ledger.jumps += 1

    def _worker(self) -> None:
        dispatch.take_facts()
        try:
            nudges.drain(phones=self)
        except Killed:
            self.ledger.kills += 1

    # ── the books ────────────────────────────────────────────────────────────────────────────────────────────

    def _books(self) -> None:
        for she in self.days.values():
            rang = Counter(day for days in she.values() for day in days)
            self.ledger.wrong["two on one day"] += sum(number > 1 for number in rang.values())
            firsts = [min(days) for days in she.values()]
            weeks = (sum(0 <= (day - one).days < 7 for one in firsts) for day in firsts)
            self.ledger.wrong["four in seven days"] += sum(number > 3 for number in weeks)
        with transaction() as session:
            for message in session.scalars(select(Message).where(Message.citizen_id.in_(self.people))):
                self._is_listed(message)

    def _is_listed(self, message: Message) -> None:
        self.ledger.ended[message.outcome or "waiting"] += 1
        self.ledger.wrong["lost"] += message.ended_at is None
        self.ledger.wrong["ended without a decision"] += message.decision is None
        if message.outcome != "gave-up" or self.people[message.citizen_id].closed:
            return
        owners = [member.id for member in self.people[message.citizen_id].team]
        owed = [task for owner in owners for task in tasks.waiting_for(owner, role="therapist")]
        told = any((task.kind, task.citizen_id) == ("unreachable", message.citizen_id) for task in owed)
        self.ledger.wrong["given up and nobody told"] += not told
