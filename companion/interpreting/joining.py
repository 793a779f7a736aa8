"""How an interpreter comes in: six digits used once, a word about oneself, and then somebody has to say yes."""

import secrets
from dataclasses import dataclass

from sqlalchemy import update

from companion.foundation import audit, clock, crypto
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.interpreting import rules
from companion.interpreting.live import TOKEN_PURPOSE, KnownGuest, Talk
from companion.interpreting.records import Conversation, Guest
from companion.interpreting.service import CODE_PURPOSE

TOKEN_BYTES = 32
_AS_IS = {"synchronize_session": False}


class WrongJoinCode(Invalid):
    """Unknown, used, expired or ended: nobody learns which."""

    sentence = N_("Koden virker ikke. Se, om tallene er rigtige, eller bed om en ny.")


@dataclass(frozen=True)
class Attested:
    """What an interpreter says of herself or himself before being let in."""

    name: str
    agency: str
    mode: str
    adult: bool

    def wrong(self) -> list[tuple[str, str]]:
        """Field and Danish sentence for each thing that is missing or cannot be."""
        checks = (
            ("name", rules.is_name(self.name), N_("Skriv dit navn.")),
            ("agency", rules.is_agency(self.agency), N_("Skriv nummer eller navn på dit bureau. Højst 40 tegn.")),
            ("mode", self.mode in rules.MODES, N_("Vælg, hvordan du tolker i dag.")),
            ("adult", self.adult, N_("En tolk skal være fyldt 18 år. Sæt kryds, hvis du er det.")),
        )
        return [(field, sentence) for field, fine, sentence in checks if not fine]


def use_code(digits: str) -> str:
    """Use a code, once. Returns the guest's token, which is stored nowhere. Raises WrongJoinCode."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    using = (
        update(Conversation)
        .where(
            Conversation.code_hash.in_(crypto.keyed_hashes(CODE_PURPOSE, digits)),
            Conversation.code_made_at > now - rules.CODE_LIFE,
            Conversation.ended_at.is_(None),
        )
        .values(code_hash=None)
        .returning(Conversation.id, Conversation.citizen_id, Conversation.made_at, Conversation.began_at)
    )
    with transaction() as session:
        used = session.execute(using, execution_options=_AS_IS).one_or_none()
        if used is None or now >= rules.ends_at(used.made_at, used.began_at):
            raise WrongJoinCode
        made = Guest(id=new_id(), conversation_id=used.id, citizen_id=used.citizen_id, came_at=now)
        made.token_hash = crypto.keyed_hash(TOKEN_PURPOSE, token)
        session.add(made)
    return token


def ask(*, guest: KnownGuest, said: Attested) -> None:
    """Ask to be let in under this name. Raises Invalid, or NotFound for who is in, refused or gone."""
    if said.wrong():
        raise Invalid
    with transaction() as session:
        talk = session.get(Conversation, guest.conversation_id, with_for_update=True)
        found = session.get(Guest, guest.id)
        if talk is None or found is None or found.let_in_at or found.refused_at or found.left_at:
            raise NotFound
        found.name = crypto.seal(said.name, table="conversation_interpreter", row=found.id, field="name")
        found.agency, found.mode, found.attested_at = said.agency, said.mode, clock.now()
        talk.version += 1


def write_look(*, talk: Talk, key: str) -> None:
    """Write down that the interpreter read one of her pages, for her to see."""
    with transaction():
        actor = audit.Actor(None, rules.INTERPRETER)
        audit.write(
            event=f"read.talk-{key}", citizen=talk.citizen_id, actor=actor, purpose=rules.INTERPRETER, about=talk.id
        )
