"""The interpreter of the demo: a talk a week ago, of which agency, time and mode are left."""

from datetime import timedelta

from companion.cli.demo_town import Town
from companion.foundation import clock
from companion.interpreting import ending, joining, live
from companion.interpreting import service as talks
from companion.interpreting.joining import Attested

AGENCIES = {"citizen-clarify": ("Nordtolk 318", "person"), "citizen-course": ("Sundtolk 2041", "video")}
LASTED = timedelta(minutes=52)


def interpret(town: Town) -> None:
    """Open, join, let in and end one talk of each of these citizens."""
    for persona, (agency, mode) in AGENCIES.items():
        _talk(town, persona, Attested("Tolk", agency, mode, adult=True))


def _talk(town: Town, persona: str, said: Attested) -> None:
    actor, began = town.actor("caseworker"), clock.now() - timedelta(days=7)
    made = talks.open_talk(citizen=town.people[persona], kind="clarify", minutes=60, actor=actor)
    guest = live.by_token(joining.use_code(made.digits))
    if guest is not None:
        joining.ask(guest=guest, said=said)
        talks.let_in(talk=made.id, guest=guest.id, at=began, actor=actor)
        ending.end(talk=made.id, by="staff", actor=actor, at=began + LASTED)
