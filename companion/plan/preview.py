"""What the citizen would see of a card that is being written, before it is saved."""

import uuid
from dataclasses import replace

from companion.accounts.circles import ALL
from companion.accounts.contacts import contacts
from companion.plan import catalogue
from companion.plan.card_content import AGREED_ON, NewCard
from companion.plan.known import KnownCard, When

NOT_SAVED = uuid.UUID(int=0)


def as_card(told: NewCard, *, citizen: uuid.UUID, owner: uuid.UUID, kept: KnownCard | None = None) -> KnownCard:
    """The card as these words make it; her yes to other words than these is not shown."""
    contact = contacts([owner]).get(owner)
    measure = told.get("measure")
    made = KnownCard(
        id=kept.id if kept else NOT_SAVED,
        citizen_id=citizen,
        kind=told["kind"],
        track=told["track"],
        title=told["title"],
        why=told["why"],
        owner=contact,
        owner_id=owner,
        owner_role=contact.role if contact else "",
        visible_to=told.get("visible_to", ALL),
        version=kept.version if kept else 1,
        place=told.get("place"),
        when=told.get("when") or When(),
        letter=told.get("letter"),
        wait=told.get("wait"),
        measure_key=measure,
        measure=catalogue.by_keys([measure]).get(measure) if measure else None,
    )
    same = kept is not None and all(getattr(kept, field) == getattr(made, field) for field in AGREED_ON)
    return replace(made, agreed_at=kept.agreed_at) if kept and same else made
