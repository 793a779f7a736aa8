"""Contacts in the demo: whom the consultant met and when, who does not answer, what citizens wrote beforehand."""

import uuid
from datetime import timedelta

from companion.accounts import service
from companion.caseload import contacting, quiet
from companion.caseload import service as caseload
from companion.cli.demo_town import Town
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.me import unwell

SPREAD = 5  # days between the last meetings of one citizen and the next in the list
SILENT = {"Borger 03": 2, "Borger 08": 3}  # calls without an answer
WISHES = {
    "Borger 03": quiet.Wish(wait_days=5, text_once=True, call=quiet.Trusted("Bente Lund", "21 99 00 03")),
    "citizen-ips": quiet.Wish(wait_days=3, text_once=True),
}
CARD = unwell.Card(
    signs="I stop opening letters. I sleep in the daytime.",
    helps="A walk by the harbour. Music. Coffee with my brother.",
    calls="My brother, Daniel: 20 99 00 11",
)


def contact(town: Town) -> None:
    """Lay contacts around today, and let two citizens write what they want."""
    consultant = town.actor("consultant")
    charges = [charge.citizen_id for charge in caseload.charges_of(town.people["consultant"])]
    people = service.people(charges)
    for number, citizen in enumerate(sorted(people, key=lambda one: people[one].name)):
        _contacts(number, citizen, people[citizen].name, consultant)
    quiet.write(wish=WISHES["citizen-ips"], actor=town.actor("citizen-ips"))
    unwell.write(card=CARD, actor=town.actor("citizen-ips"))
    unwell.share(staff=town.people["consultant"], actor=town.actor("citizen-ips"))


def _contacts(number: int, citizen: uuid.UUID, name: str, consultant: Actor) -> None:
    now = clock.now()
    met = contacting.log(
        citizen=citizen, kind=contacting.MET, at=now - timedelta(days=3 + number * SPREAD), actor=consultant
    )
    for call in range(SILENT.get(name, 0)):
        contacting.log(
            citizen=citizen, kind=contacting.NO_ANSWER, at=now - timedelta(days=2 - call % 3), actor=consultant
        )
    if name in WISHES:
        quiet.write(wish=WISHES[name], actor=Actor(citizen, "citizen"))
    coming = [clock.today(), *(day for _days, day in contacting.chips())]
    if number < len(coming) and name not in SILENT:
        contacting.plan_next(contact_id=met, on=coming[number], actor=consultant)
