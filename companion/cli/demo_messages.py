"""Messages in the demo: a reply, one that is new, one that waits for its day, and a job that begins next week."""

from datetime import time, timedelta

from companion.cli.demo_town import Town
from companion.foundation import clock
from companion.foundation.database import new_id
from companion.nudges import anchors, choices, follow_along, inbox
from companion.nudges import service as nudges
from companion.nudges.anchors import Plan
from companion.nudges.choices import Chosen
from companion.nudges.gateway import NoPhones
from companion.nudges.sending import Draft
from companion.nudges.timing import Hours

READERS = ("citizen-course", "citizen-ips", "citizen-clarify", "citizen-wellbeing")  # read in the app alone
ANSWERS = "citizen-course"  # she has read hers, and said yes
FIRST_DAY = timedelta(days=6)  # until the new job


def write(town: Town) -> None:
    """Staff write to some of their citizens; at night the messages wait for the morning, as anywhere."""
    chosen = Chosen("inbox", Hours(), evening=True, two_hours=True, at_night=False, receipts=False)
    for citizen in READERS:
        choices.choose(chosen=chosen, actor=town.actor(citizen))
    now = Plan(clock.now())
    _send(town, ("caseworker", ANSWERS), "talk-this-week", now)
    _send(town, ("consultant", "citizen-ips"), "thinking-of-you", now, own_words="Kaffen er på mig næste gang.")
    _send(town, ("caseworker", "citizen-clarify"), "how-is-it-going", now)
    day = clock.today() + timedelta(days=2)
    _send(town, ("consultant", "citizen-ips"), "before-first-day", anchors.on_a_day(day, time(10)))
    nudges.drain(phones=NoPhones())
    _answer(town)
    follow_along.begin(
        citizen=town.people["citizen-ips"],
        kind="job",
        starts_on=clock.today() + FIRST_DAY,
        actor=town.actor("consultant"),
    )


def _send(town: Town, between: tuple[str, str], template: str, plan: Plan, *, own_words: str = "") -> None:
    staff, citizen = between
    draft = Draft(new_id(), template, plan, own_words)
    nudges.send(citizens=[town.people[citizen]], draft=draft, actor=town.actor(staff))


def _answer(town: Town) -> None:
    found, _older = inbox.page_of(town.people[ANSWERS])
    for one in [one for one in found if one.is_nudge]:
        inbox.reply(message_id=one.id, answer="yes", language="ar", actor=town.actor(ANSWERS))
