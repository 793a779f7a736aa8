"""A system of the demo's employment unit that has written one thing into a plan: staff see where it comes from."""

import uuid

from companion.accounts import replacement
from companion.cli.demo_town import INSTALLER, Town
from companion.sync import api_clients, api_scopes, inbound_items
from companion.sync.api_clients import NewClient
from companion.sync.api_models import PersonIn
from companion.sync.inbound_items import Given
from companion.sync.inbound_people import key_of

SCOPES = (api_scopes.PEOPLE, api_scopes.PURPOSES, api_scopes.MEASURES, api_scopes.APPOINTMENTS)
NAME = "Kommunens sagssystem"
NUMBER = "DEMO000001"  # fictional: no CPR number stands in a demo
TITLE = {
    "da": "Kig på en arbejdsplads",
    "en": "A look at a workplace",
    "ar": "نظرة على مكان عمل",
    "uk": "Погляд на місце роботи",
    "pl": "Wizyta w miejscu pracy",
}
WHY = {
    "da": "Du ser, hvad armen kan klare.",
    "en": "You see what the arm can manage.",
    "ar": "لمعرفة ما تقدر عليه الذراع.",
    "uk": "Побачите, що під силу руці.",
    "pl": "Zobaczymy, ile wytrzyma ręka.",
}


def connect(town: Town, receiver: uuid.UUID) -> None:
    """Let the system in: it brings the citizen in retraining by another number, and offers her a visit."""
    new = NewClient(town.employment, NAME, list(SCOPES), receiver)
    client_id, _secret = api_clients.add(new, actor=INSTALLER)
    client = api_clients.by_id(client_id)
    citizen, staff = town.people["citizen-retraining"], town.people["caseworker"]
    if client is None:
        return
    replacement.link(person=citizen, number=NUMBER, actor=INSTALLER)
    key = key_of(client, PersonIn(replacement_number=NUMBER, name="-"))
    body = {"person": str(key), "staff": str(staff), "kind": "offer", "track": "job", "title": TITLE, "why": WHY}
    inbound_items.keep(client, client.scopes, Given("measures", "demo-1", body))
