"""Own words in an answer or an advice, in another language: what a translator reads, and where the translation goes."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.concerns.records import Concern, Reply
from companion.foundation import audit, crypto
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.language.table import SOURCE

OWN, SAID = "own", "said"  # as they are sealed: what was written, and the same in other languages
REPLY = "reply"  # the one field of an answer; the lines of an advice are told by their place


def ask(*, concern_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """The citizen asks for what was answered her in own words, and for the advice, in her language. Raises NotFound."""
    with transaction() as session:
        found = session.get(Concern, concern_id)
        if found is None or found.citizen_id != actor.person_id:
            raise NotFound
        answers = session.scalars(select(Reply.id).where(Reply.concern_id == concern_id).order_by(Reply.made_at))
        for about in (concern_id, *answers):
            if missing(about, language):
                asking.ask(citizen=found.citizen_id, kind=asking.ANSWER, about=about, language=language, actor=actor)


def missing(about: uuid.UUID, language: str) -> Mapping[str, str]:
    """The Danish own words that are not there in this language; none where they are gone."""
    with reading() as db:
        found = _found(Session(db), about)
        return {key: one[OWN] for key, one in _own(found).items() if _lacks(one, language)} if found else {}


def translate(*, about: uuid.UUID, language: str, said: Mapping[str, str]) -> None:
    """Keep them in this language beside what was written. Raises NotFound."""
    with transaction() as session:
        found = _found(session, about, lock=True)
        if found is None or not said or not said.keys() <= missing(about, language).keys():
            raise NotFound
        plain = _plain(found)
        for key, words in said.items():
            line = plain if isinstance(found, Reply) else plain[int(key)]
            line[SAID] = {**line.get(SAID, {}), language: words}
        _keep(found, plain)


def _found(session: Session, about: uuid.UUID, *, lock: bool = False) -> Concern | Reply | None:
    return session.get(Concern, about, with_for_update=lock) or session.get(Reply, about, with_for_update=lock)


def _own(found: Concern | Reply) -> Mapping[str, Any]:
    """What staff wrote in own words, by the name of its field; an answer tells its language, an advice is Danish."""
    plain = _plain(found)
    if isinstance(found, Reply):
        return {REPLY: plain} if plain[OWN] and plain["language"] == SOURCE else {}
    return {str(place): line for place, line in enumerate(plain) if OWN in line}


def _lacks(line: Mapping[str, Any], language: str) -> bool:
    return language != SOURCE and language not in line.get(SAID, {})


def _plain(found: Concern | Reply) -> Any:
    if isinstance(found, Reply):
        return crypto.unseal(found.words, table="concern_reply", row=found.id, field="words")
    return crypto.unseal(found.advice, table="concern", row=found.id, field="advice") if found.advice else []


def _keep(found: Concern | Reply, plain: Any) -> None:
    if isinstance(found, Reply):
        found.words = crypto.seal(plain, table="concern_reply", row=found.id, field="words")
    else:
        found.advice = crypto.seal(plain, table="concern", row=found.id, field="advice")
