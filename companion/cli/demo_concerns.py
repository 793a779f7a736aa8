"""Worries, requests and wishes in the demo: one waits, one is answered with times and advice; and own lists."""

from datetime import timedelta

from companion.appointments import service as appointments
from companion.cli.demo_town import Town
from companion.concerns import answering, hours, own_sharing, requests, rules, sentences, service, wishes, workplace
from companion.concerns.answering import Advice
from companion.concerns.service import Said
from companion.concerns.talks import Talk
from companion.concerns.words import words
from companion.foundation import clock
from companion.foundation.database import new_id

COORDINATOR = "health-coordinator"
TIMES = ((1, "10:00"), (2, "13:30"), (3, "09:15"))  # days from today and wall clock of the talk offered
JOBS = ("Gardener", "Kitchen in a small place", "A course in Danish for work")


def worry(town: Town) -> None:
    """Everybody says something of their own."""
    _answered(town, "citizen-course")
    _waiting(town, "citizen-clarify")
    _requests(town, "citizen-retraining")
    _wishes(town, "citizen-ips")
    _hours(town, "citizen-sick")


def _answered(town: Town, citizen: str) -> None:
    """He worried, was answered, can choose a time, and has advice to read."""
    said = words(sentences.CITIZEN, ["hours-many", "tired-days", "medicine-time"], "", language="ar")
    actor = town.actor(citizen)
    told = Said(rules.COORDINATOR, said, with_interpreter=True, caseworker_may_know=True)
    concern = service.send(key=new_id(), said=told, actor=actor)
    starts = [appointments.at_danish_time(clock.today() + timedelta(days=day), hour) for day, hour in TIMES]
    answer = words(sentences.REPLY, ["thanks-writing", "next-hours", "talk-choose"], "", language="da")
    talk = Talk(starts, "phone", with_interpreter=True)
    answering.reply(concern_id=concern, said=answer, talk=talk, actor=town.actor(COORDINATOR))
    advice = Advice(["advice-hours", "advice-breaks", "advice-again"], [])
    answering.advise(concern_id=concern, advice=advice, actor=town.actor(COORDINATOR))


def _waiting(town: Town, citizen: str) -> None:
    said = words(sentences.CITIZEN, ["transport-long", "fear-place", "language-interpreter"], "", language="uk")
    told = Said(rules.COORDINATOR, said, with_interpreter=True)
    service.send(key=new_id(), said=told, actor=town.actor(citizen))


def _requests(town: Town, citizen: str) -> None:
    wish = requests.wanted(town.people[citizen], kind=requests.SUPPORT, measure=None, card=None)
    yes = "Jeg vil gerne have det: Støtte på arbejdet. Modtageren må se mit navn, mit nummer og mit sprog."
    actor = town.actor(citizen)
    requests.ask(key=new_id(), wish=wish, consent_text=yes, language="da", with_interpreter=True, actor=actor)


def _wishes(town: Town, citizen: str) -> None:
    """His list, which he shows, a suggestion he has not answered, and what his workplace may know."""
    actor = town.actor(citizen)
    for job in JOBS:
        wishes.add(words=job, actor=actor)
    wishes.suggest(citizen=town.people[citizen], words="Planteskole", actor=town.actor("consultant"))
    own_sharing.share(shared=own_sharing.WISHES, language="en", actor=actor)
    keys = ["helps-breaks", "helps-one", "private-diagnosis"]
    workplace.add(topic="helps", keys=keys, own="", language="en", actor=actor)


def _hours(town: Town, citizen: str) -> None:
    monday = rules.monday_of(clock.today())
    for weeks, worked, feeling in ((1, 8.0, "too-much"), (2, 6.0, "fine"), (3, 4.0, "more")):
        hours.tell(monday=monday - timedelta(weeks=weeks), hours=worked, feeling=feeling, actor=town.actor(citizen))
