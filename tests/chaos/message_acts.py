"""What citizens and staff do in the simulated weeks: each act tells the product, and the model beside it."""

import random
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import time, timedelta

from companion.accounts import ended, leaving
from companion.appointments import service as appointments
from companion.appointments.records import Appointment
from companion.caseload import relations
from companion.caseload import service as caseload
from companion.foundation import clock, journal
from companion.foundation.database import new_id, transaction
from companion.nudges import choices, inbox, sending
from companion.nudges import service as nudges
from companion.nudges.anchors import MEETING, Plan, from_anchor
from companion.nudges.choices import Chosen
from companion.nudges.sending import AlreadyOut, Draft
from companion.nudges.timing import Hours
from tests.chaos.handsets import MOST_EACH, Handsets
from tests.chaos.message_model import DANISH, MEETS, WRITTEN_FOR, Hers
from tests.people import MADE_BY, Somebody, a_citizen

TEMPLATES = {"thinking-of-you": "encouragement", "how-is-it-going": "question", "find-the-place": "practical"}


class Acts:
    """Everything that may happen to somebody, one at a time and by chance."""

    def __init__(self, chance: random.Random, phones: Handsets) -> None:
        self.chance, self.phones = chance, phones
        self._writers: dict[uuid.UUID, Somebody] = {}

    def a_citizen(self, members: list[Somebody]) -> Hers:
        """Somebody with two members of staff, a phone or two, and her own hours."""
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
        for _ in range(self.chance.randint(1, MOST_EACH)):
            self.phones.turn_on(she)
        self._chooses(she)
        return she

    def one(self, she: Hers) -> str:
        """One thing happens; which."""
        acts: list[Callable[[Hers], None]] = [
            *[self._writes] * 12,
            *[self._books_meeting] * 3,
            *[self._moves, self._cancels, self._later] * 2,
            *(self._chooses, self._pauses, self._resumes, self._resumes, self._hard_day, self._stops, self._takes_back),
            *(self._withdraws, self._closes, self._turns_on),
        ]
        act = self.chance.choice(acts)
        act(she)
        return act.__name__.strip("_")

    # ── staff ────────────────────────────────────────────────────────────────────────────────────────────────

    def _writes(self, she: Hers) -> None:
        template = self.chance.choice(list(TEMPLATES))
        now = clock.now()
        ahead = [(key, start) for key, start in she.meetings.items() if start and start > now]
        plan, days = Plan(now + timedelta(hours=self.chance.choice([0, 0, 5, 30]))), None
        if ahead and self.chance.random() < 0.5:
            key, start = self.chance.choice(ahead)
            days = self.chance.choice([-2, -1, 0])
            plan = from_anchor(MEETING, start, days, WRITTEN_FOR, about=key)
            if plan.planned_for <= now:
                plan, days = Plan(now, about=key), None
        about = {she.person.id: plan.about or ahead[0][0]} if ahead else {}
        if template == "find-the-place" and not about:
            template = "how-is-it-going"
        writers = [member for member in she.team if member.id not in she.withdrawn]
        for writer in self.chance.sample(writers, min(1, len(writers))):
            draft = Draft(new_id(), template, plan, about=about)
            (made,) = nudges.send(citizens=[she.person.id], draft=draft, actor=writer.actor)
            she.written[made], self._writers[made] = days, writer

    def _takes_back(self, she: Hers) -> None:
        for made in list(she.written)[-1:]:
            with suppress(AlreadyOut):
                sending.take_back(message_id=made, actor=self._writers[made].actor)
                she.taken_back.add(made)

    def _books_meeting(self, she: Hers) -> None:
        start = (clock.now() + timedelta(hours=self.chance.randint(3, 80))).replace(minute=0, second=0, microsecond=0)
        owner = self.chance.choice(she.team).id
        with transaction():
            key = appointments.book(
                citizen=she.person.id,
                owner=owner,
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
        she.meetings[key], she.owners[key] = start, owner

    def _moves(self, she: Hers) -> None:
        self._changes(she, timedelta(hours=self.chance.randint(-20, 40)))

    def _cancels(self, she: Hers) -> None:
        self._changes(she, None)

    def _changes(self, she: Hers, by: timedelta | None) -> None:
        ahead = [key for key, start in she.meetings.items() if start is not None and start > clock.now()]
        if not ahead:
            return
        key = self.chance.choice(ahead)
        with transaction() as session:
            meeting = session.get_one(Appointment, key)
            if by is None:
                meeting.cancelled_at = clock.now()
            else:
                meeting.starts_at = max(meeting.starts_at + by, clock.now() + timedelta(minutes=30))
                meeting.ends_at = meeting.starts_at + MEETS
            kind = "cancelled" if by is None else "changed"
            journal.tell(kind=f"appointment.{kind}", citizen=she.person.id, subject=key)
            she.meetings[key], she.would_begin[key] = None if by is None else meeting.starts_at, meeting.starts_at
        she.changed.add(key)

    def _withdraws(self, she: Hers) -> None:
        there = [member for member in she.team if member.id not in she.withdrawn]
        if there and self.chance.random() < 0.5:
            gone = self.chance.choice(there).id
            relations.end(citizen=she.person.id, staff=gone, actor=MADE_BY)
            she.withdrawn.add(gone)

    def _closes(self, she: Hers) -> None:
        if self.chance.random() < 0.2:
            if self.chance.random() < 0.5:
                leaving.disable(person=she.person.id, actor=MADE_BY)
            else:
                ended.end(citizen=she.person.id, actor=MADE_BY)
            she.closed = True

    # ── the citizen ──────────────────────────────────────────────────────────────────────────────────────────

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
        she.hard_day = clock.now().astimezone(DANISH).date()

    def _stops(self, she: Hers) -> None:
        sender, topic = self.chance.choice(she.team).id, self.chance.choice(list(TEMPLATES.values()))
        by_sender = self.chance.random() < 0.5
        choices.stop(sender=sender if by_sender else None, topic=None if by_sender else topic, actor=she.person.actor)
        she.stopped.add(sender if by_sender else topic)

    def _later(self, she: Hers) -> None:
        found, _older = inbox.page_of(she.person.id)
        for one in [one for one in found if one.is_nudge][:1]:
            inbox.later(message_id=one.id, until="two-hours", actor=she.person.actor)

    def _turns_on(self, she: Hers) -> None:
        self.phones.turn_on(she)
