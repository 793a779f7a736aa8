"""The four places of the bottom bar, for citizens and for staff."""

from collections.abc import Sequence

from companion.foundation.errors import N_
from companion.web.page import Place
from companion.web.reader import Reader

CITIZEN_PLACES = (
    Place("/", "home", N_("I dag")),
    Place("/plan", "plan", N_("Min plan")),
    Place("/appointments", "meet", N_("Aftaler")),
    Place("/me", "me", N_("Mig")),
)
STAFF_PLACES = (
    Place("/desk", "home", N_("Skrivebord")),
    Place("/sign-out", "out", N_("Log ud")),
)


def places_of(reader: Reader) -> Sequence[Place]:
    """The places this reader can go to; a stranger has none."""
    if reader.kind is None:
        return ()
    return CITIZEN_PLACES if reader.kind == "citizen" else STAFF_PLACES
