"""Reads the form of a message: which template, an own line, when, and to whom; nothing typed is lost."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from companion.foundation import clock
from companion.foundation.errors import N_, Invalid
from companion.nudges import anchors
from companion.nudges.anchors import Plan
from companion.nudges.sending import NoSuchTime
from companion.programmes.rules import session_day
from companion.web.form_key import form_key

NOW, DAY, MEETING, START, PROGRAMME = "now", "day", "meeting", "start", "programme"
DAYS = (-7, -3, -1, 0, 1, 3, 7, 14)  # offered before and after a meeting or a start
WEEKS = range(1, 53)  # of a programme
MORNING = time(10)  # where no hour was chosen


class OnlyOneAtATime(Invalid):
    """What hangs on one person's meeting, start or programme goes to that person."""

    sentence = N_("Til flere på én gang kan du vælge nu eller en dag.")


class NoMeetingAhead(Invalid):
    """The time hangs on a meeting this member of staff does not have with her."""

    sentence = N_("I har ingen aftale endnu. Lav en aftale først, eller vælg en dag.")


class NoStartKnown(Invalid):
    """The time hangs on a start of work or study that is not there, or not for this reader to know."""

    sentence = N_("Der er ingen startdato, du kan se. Skriv datoen først, eller vælg en dag.")


class NoProgrammeLed(Invalid):
    """The time hangs on a programme this member of staff does not lead for her."""

    sentence = N_("Du leder ikke et forløb for borgeren. Vælg en dag.")


@dataclass(frozen=True)
class Anchors:
    """What a time may hang on for this citizen and this sender; None where there is nothing they may know of."""

    meeting: tuple[uuid.UUID, datetime] | None = None
    start: tuple[uuid.UUID, datetime] | None = None
    programme: date | None = None


@dataclass(frozen=True)
class NudgeForm:
    """What was filled in so far."""

    key: uuid.UUID
    template: str
    own_words: str = ""
    when: str = NOW
    day: str = ""
    at: str = ""
    days: str = "-1"
    week: str = "1"
    weekday: str = "0"
    others: Sequence[uuid.UUID] = ()

    def plan(self, known: Anchors) -> Plan:
        """The time that was chosen.

        Raises OnlyOneAtATime, NoSuchTime, or NoMeetingAhead, NoStartKnown, NoProgrammeLed: nothing is put anywhere
        because of a day that is not there.
        """
        if self.others and self.when not in (NOW, DAY):
            raise OnlyOneAtATime
        if self.when == NOW:
            return Plan(clock.now())
        wall = _wall(self.at)
        if self.when == DAY:
            return anchors.on_a_day(_day(self.day), wall)
        if self.when == PROGRAMME:
            return self._in_programme(known.programme, wall)
        found, anchor, missing = {
            MEETING: (known.meeting, anchors.MEETING, NoMeetingAhead),
            START: (known.start, anchors.WORK_START, NoStartKnown),
        }.get(self.when, (None, "", NoSuchTime))
        if found is None:
            raise missing
        return anchors.from_anchor(anchor, found[1], _number(self.days, DAYS), wall, about=found[0])

    def _in_programme(self, first: date | None, wall: time) -> Plan:
        if first is None:
            raise NoProgrammeLed
        day = session_day(first, _number(self.week, WEEKS), _number(self.weekday, range(7)))
        return anchors.from_anchor(anchors.PROGRAMME, clock.midnight(first), (day - first).days, wall)


def read(form: Mapping[str, str], others: Iterable[str] = ()) -> NudgeForm:
    """The form as it came. Raises Invalid for a person that is no key."""
    said = {name: form[name].strip() for name in ("when", "day", "at", "days", "week", "weekday") if form.get(name)}
    return NudgeForm(
        key=form_key(form.get("key", "")),
        template=form.get("template", ""),
        own_words=" ".join(form.get("own_words", "").split()),
        others=[_id(one) for one in others],
        **said,
    )


def _id(written: str) -> uuid.UUID:
    try:
        return uuid.UUID(written)
    except ValueError:
        raise Invalid from None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NoSuchTime from None


def _wall(written: str) -> time:
    try:
        wall = time.fromisoformat(written) if written else MORNING
    except ValueError:
        raise NoSuchTime from None
    return wall.replace(second=0, microsecond=0, tzinfo=None)


def _number(written: str, allowed: Sequence[int]) -> int:
    try:
        number = int(written)
    except ValueError:
        raise NoSuchTime from None
    if number not in allowed:
        raise NoSuchTime
    return number
