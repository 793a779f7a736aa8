"""Meetings of the demo: a round table with times to choose among, what was agreed, a walk, a unit's calendar."""

from datetime import date, datetime, timedelta

from companion.appointments import booking, lines, own_day, points, slots, staff_calendar, summaries
from companion.appointments import service as appointments
from companion.appointments.kinds import kinds
from companion.appointments.wanted import Wanted
from companion.cli.demo_town import INSTALLER, Town
from companion.foundation import clock
from companion.language.text import Text

FRIDAY = 4
HERS, CASEWORKER, COORDINATOR = "citizen-clarify", "caseworker", "health-coordinator"
BRING: Text = {
    "da": "Dit brev fra lægen, hvis du har det.",
    "en": "Your letter from the doctor, if you have it.",
    "ar": "رسالة الطبيب، إن وُجدت.",
    "uk": "Лист від лікаря, якщо він у вас є.",
}
POINT = "Hvor mange timer om ugen kan du klare?"
POINT_UK = "Скільки годин на тиждень вам під силу?"
AGREED = ["Du går til træning om tirsdagen.", "Karen ringer til dig om fredagen.", "Vi taler om job igen om en måned."]
AGREED_UK = [
    "По вівторках ви ходите на тренування.",
    "По п'ятницях вам телефонує контактна особа.",
    "За місяць ми знову поговоримо про роботу.",
]


def meet(town: Town) -> None:
    """Fill in what lies around the demo's meetings."""
    _round_table(town)
    _agreed(town)
    _walk(town)
    _unit_calendar(town)


def _round_table(town: Town) -> None:
    citizen, holder, she = town.people[HERS], town.actor(CASEWORKER), town.actor(HERS)
    wanted = Wanted(
        meeting_kind="round-table",
        kind="agreed",
        track="job",
        starts_at=_at(6, "10:00"),
        minutes=60,
        form="person",
        owner=town.people[CASEWORKER],
        staff=[town.people[COORDINATOR]],
        outside=["Egen læge"],
        interpreter_language="uk",
        interpreter_gender="woman",
        interpreter_form="person",
        interpreter_state="booked",
    )
    meeting = booking.book(citizen=citizen, wanted=wanted, actor=holder)
    about = {"appointment": meeting, "citizen": citizen}
    lines.put(**about, kind=lines.BRING, texts=[BRING], written_in="da", actor=holder)
    points.add(appointment_id=meeting, danish=POINT, translation={"uk": POINT_UK}, actor=holder)
    own_day.ask_question(appointment_id=meeting, ready="work", own="", language="uk", actor=she)
    times = [_at(7, "09:00"), _at(8, "13:00"), _at(9, "11:00")]
    slots.offer(appointment_id=meeting, moments=sorted(set(times)), actor=holder)


def _agreed(town: Town) -> None:
    kind, holder = kinds()["clarifying-talk"], town.actor(CASEWORKER)
    meeting = appointments.book(
        citizen=town.people[HERS],
        owner=town.people[CASEWORKER],
        kind="agreed",
        track="everyday",
        starts_at=_at(-7, "10:00"),
        minutes=kind.minutes,
        title=kind.words,
        form=kind.form,
        meeting_kind=kind.code,
        interpreter_language="uk",
        interpreter_state="booked",
        actor=INSTALLER,
    )
    summaries.write(appointment_id=meeting, danish=AGREED, translated=AGREED_UK, language="uk", actor=holder)


def _walk(town: Town) -> None:
    wanted = Wanted(
        meeting_kind="ips-walk",
        kind="agreed",
        track="job",
        starts_at=_at(9, "13:00"),
        minutes=45,
        form="walk",
        owner=town.people["consultant"],
    )
    booking.book(citizen=town.people["citizen-ips"], wanted=wanted, actor=town.actor("consultant"))


def _unit_calendar(town: Town) -> None:
    staff_calendar.add(
        kind=staff_calendar.SPARRING,
        title="Sparring: forløb med kræft",
        starts_at=_at(14, "13:00"),
        minutes=90,
        actor=town.actor(CASEWORKER),
    )


def _at(days: int, wall_clock: str) -> datetime:
    """This hour on a working day so many days from today."""
    return appointments.at_danish_time(_working_day(clock.today() + timedelta(days=days)), wall_clock)


def _working_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > FRIDAY else day
