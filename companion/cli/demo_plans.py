"""The plans of the demo in depth: goals, a wait, a decision, answers, own words and what somebody says is not right."""

import uuid
from datetime import timedelta

from companion.accounts import service as accounts
from companion.caseload import service as caseload
from companion.cli.demo_town import INSTALLER, Town
from companion.foundation import clock
from companion.language.text import Text
from companion.plan import answers, contesting, goals, lines, own_entries, own_words
from companion.plan import service as plans
from companion.plan.goals import NewGoal

SLEEP: Text = {
    "da": "Sove bedre om natten",
    "en": "Sleep better at night",
    "ar": "نوم أفضل في الليل",
    "uk": "Краще спати вночі",
    "pl": "Lepiej spać w nocy",
}
WALK: Text = {
    "da": "Gå en tur hver dag",
    "en": "Go for a walk every day",
    "ar": "المشي كل يوم",
    "uk": "Щодня ходити на прогулянку",
    "pl": "Codziennie iść na spacer",
}
DOCTOR: Text = {
    "da": "Egen læge",
    "en": "Own doctor",
    "ar": "طبيب العائلة",
    "uk": "Сімейний лікар",
    "pl": "Lekarz rodzinny",
}
NOTE: Text = {
    "da": "Papir fra lægen",
    "en": "A paper from the doctor",
    "ar": "ورقة من الطبيب",
    "uk": "Папір від лікаря",
    "pl": "Pismo od lekarza",
}
WHY_NOTE: Text = {
    "da": "Så ved vi, hvor mange timer du kan klare.",
    "en": "Then we know how many hours you can manage.",
    "ar": "لنعرف عدد الساعات المناسب.",
    "uk": "Так ми знатимемо, скільки годин вам під силу.",
    "pl": "Wtedy wiemy, ile godzin jest możliwe.",
}
TALK: Text = {"da": "Opfølgende samtale", "en": "Follow-up talk", "ar": "محادثة متابعة", "uk": "Наступна розмова"}
WHY_TALK: Text = {
    "da": "Det står i dit brev. Her kan du se, hvem du kan spørge.",
    "en": "It stands in your letter. Here you see whom to ask.",
    "ar": "مذكور في رسالتك. هنا تجد من يمكن سؤاله.",
    "uk": "Це написано у вашому листі. Тут видно, кого спитати.",
}


def deepen(town: Town) -> None:
    """What a busy plan holds, for the citizens whose cases need it."""
    for citizen in ("citizen-course", "citizen-retraining", "citizen-parallel"):
        _joins(town, citizen, "therapist")
        _goals(town, citizen)
        _waits(town, citizen)
    _decision(town, "citizen-sick")
    _answers(town, "citizen-course")
    _own(town, "citizen-parallel")
    _contests(town, "citizen-retraining")


def _joins(town: Town, citizen: str, staff: str) -> None:
    role = town.actor(staff).role
    caseload.relate(
        citizen=town.people[citizen],
        staff=town.people[staff],
        role=role,
        unit=town.unit_of(role),
        responsible=False,
        actor=INSTALLER,
    )


def _goals(town: Town, citizen: str) -> None:
    person, therapist = town.people[citizen], town.actor("therapist")
    top = goals.add(citizen=person, goal=NewGoal(SLEEP, "under-way"), actor=therapist)
    goals.add(citizen=person, goal=NewGoal(WALK, "not-begun", parent_id=top), actor=therapist)


def _waits(town: Town, citizen: str) -> None:
    caseworker, today = town.people["caseworker"], clock.today()
    wait = plans.Wait(DOCTOR, caseworker, today - timedelta(days=10), today - timedelta(days=1))
    plans.add_card(
        citizen=town.people[citizen],
        owner=caseworker,
        kind="waiting",
        track="job",
        title=NOTE,
        why=WHY_NOTE,
        wait=wait,
        actor=town.actor("caseworker"),
    )


def _decision(town: Town, citizen: str) -> None:
    plans.add_card(
        citizen=town.people[citizen],
        owner=town.people["caseworker"],
        kind="decision",
        track="job",
        title=TALK,
        why=WHY_TALK,
        letter=plans.Letter(clock.today() - timedelta(days=20), "26-20417"),
        when=plans.When(clock.today() + timedelta(days=9)),
        actor=town.actor("caseworker"),
    )


def _answers(town: Town, citizen: str) -> None:
    """She has said yes to what was agreed by hand."""
    person = town.people[citizen]
    agreed = [card for card in _plan(person).cards if card.kind == "agreed" and card.programme_id is None]
    for card in agreed:
        language = accounts.person(person).language
        answers.answer(card_id=card.id, what="yes", version=card.version, language=language, actor=town.actor(citizen))


def _own(town: Town, citizen: str) -> None:
    actor = town.actor(citizen)
    own_words.say(
        line_id=_plan(town.people[citizen]).id, words="Jeg vil tale med mine naboer.", shown=True, actor=actor
    )
    own_entries.add(words="Ring til min søster", actor=actor)
    own_entries.add(words="Tandlæge", on=clock.today() + timedelta(days=1), at="10:30", actor=actor)


def _contests(town: Town, citizen: str) -> None:
    actor, plan = town.actor(citizen), _plan(town.people[citizen])
    waiting = next(card for card in plan.cards if card.kind == "waiting")
    line = lines.of(town.people[citizen], waiting.id).line
    contesting.contest(line, words="Lægen har sendt papiret.", language="da", actor=actor)


def _plan(citizen: uuid.UUID) -> plans.PlanView:
    found = plans.for_citizen(citizen)
    assert found is not None  # noqa: S101 - the demo has just made it
    return found
