"""What a citizen says for nobody of the employment side: worries to health, wishes for health, and her own lists."""

from companion.concerns import hours, requests, rules, sentences, service, wishes, workplace
from companion.concerns.words import words
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.foundation.database import new_id
from companion.plan import catalogue


def worries(she: Actor) -> None:
    """To the health coordinator, in words nobody else may see."""
    said = words(sentences.CITIZEN, ["fear-no", "money-lose"], "Canary worry", language="da")
    service.send(key=new_id(), said=service.Said(rules.COORDINATOR, said), actor=she)


def closes_it(she: Actor) -> None:
    """She is worried, and then needs no answer any more."""
    worries(she)
    assert she.person_id is not None
    for one in service.of(she.person_id):
        service.close(concern_id=one.id, actor=she)


def wants_a_health_offer(she: Actor) -> None:
    """“I want this” for something the health side runs."""
    assert she.person_id is not None
    measure = next(one for one in catalogue.measures() if one.unit_kind == "health")
    wish = requests.wanted(she.person_id, kind=requests.MEASURE, measure=measure.key, card=None)
    requests.ask(key=new_id(), wish=wish, consent_text="Ja.", language="da", with_interpreter=False, actor=she)


def keeps_lists(she: Actor) -> None:
    """A wish, a week of work, and what her workplace may know; none of it shown."""
    wishes.add(words="Canary wish", actor=she)
    hours.tell(monday=rules.monday_of(clock.today()), hours=5, feeling="too-much", actor=she)
    workplace.add(topic="private", keys=["private-why"], own="Canary line", language="da", actor=she)
