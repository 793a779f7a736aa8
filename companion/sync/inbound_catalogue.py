"""Entries of the catalogue of measures from outside, checked by the rules of the catalogue's own file."""

import uuid

from companion.foundation import audit, clock, origin
from companion.foundation.errors import N_, Conflict
from companion.plan import catalogue
from companion.plan.catalogue_file import NotAMeasure, measure_of
from companion.sync.api_models import MeasureOffered
from companion.sync.inbound_faults import UNPROCESSABLE, Fault, Faulty

NAMESPACE = uuid.UUID("6f0b5f2e-6b0c-4f1e-9a53-0c7b64f2c0d5")  # the key of an entry as a uuid
_TEXTS = ("title", "about", "owner", "place")


class KeptHere(Conflict):
    """The municipality keeps an entry of this key itself: a system takes no entry from people."""

    sentence = N_("Kommunen har selv et tilbud med den nøgle. Tag det af listen først.")


def put(key: str, given: MeasureOffered, actor: audit.Actor) -> uuid.UUID:
    """Keep one entry under its key. Raises Faulty with the sentence of the catalogue's rules, KeptHere, OwnedElsewhere.

    An entry that has been taken off the list is free: whoever offers it again owns it from then on.
    """
    _require_free(key)
    try:
        measure = measure_of(_row(key, given), clock.today())
    except NotAMeasure as fault:
        raise Faulty(Fault(UNPROCESSABLE, "NotAMeasure", f"{fault}.", "")) from None
    catalogue.take_in(wanted=[measure], expected=catalogue.compare([measure]), actor=actor)
    return uuid.uuid5(NAMESPACE, key)


def withdraw(key: str, actor: audit.Actor) -> None:
    """It is no longer offered; cards that name it keep it. Raises KeptHere or OwnedElsewhere."""
    _require_free(key)
    rest = [one for one in catalogue.measures() if one.key != key]
    catalogue.take_in(wanted=rest, expected=catalogue.compare(rest), withdraw=True, actor=actor)


def _require_free(key: str) -> None:
    known = catalogue.by_keys([key]).get(key)
    if known is not None and known.system is None:
        raise KeptHere
    if known is not None:
        origin.require_own(known.system)


def _row(key: str, given: MeasureOffered) -> dict[str, str]:
    told = given.model_dump(exclude={*_TEXTS})
    plain = {name: _text(value) for name, value in told.items()}
    texts = {f"{name}_{code}": words for name in _TEXTS for code, words in (getattr(given, name) or {}).items()}
    return {**plain, **texts, "key": key}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else str(value)
