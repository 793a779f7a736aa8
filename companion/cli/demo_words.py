"""What waits for the translator of the demo: cards somebody asked for, and words that readers say are wrong."""

from companion.accounts.demo_people import PERSONAS
from companion.cli.demo_town import Town
from companion.plan import service as plans
from companion.plan import translating as cards
from companion.words import notes

ASKS = ("citizen-parallel", "citizen-course", "citizen-ips")  # their first card in Danish alone, if they have one
NOTES = (
    ("ar", "help.help_page", "كلمة “التنشيط” غير مفهومة. الأفضل: “نشاط العمل”."),
    ("uk", "plan.overview", "“Ваш трек” — так не кажуть. Краще: “ваш шлях”."),
)


def wait(town: Town) -> None:
    """A citizen asks for a card in her language, and two readers say that a word is wrong."""
    for citizen in ASKS:
        _ask(town, citizen)
    for language, page, words in NOTES:
        notes.tell(language=language, page=page, words=words)


def _ask(town: Town, citizen: str) -> None:
    actor, reads = town.actor(citizen), next(one.language for one in PERSONAS if one.key == citizen)
    plan = plans.for_citizen(town.people[citizen])
    for card in plan.cards if plan else ():
        if cards.missing(card.id, reads):
            cards.ask(card_id=card.id, language=reads, actor=actor)
            return
