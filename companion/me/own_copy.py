"""Everything Companion holds about one citizen: which rooms keep something, and one copy over all of them.

A new table with a citizen in it stands in the `TABLES` of its room's `own_copy.py`; a new room stands here.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.accounts import merging
from companion.accounts import own_copy as accounts
from companion.appointments import own_copy as appointments
from companion.caseload import own_copy as caseload
from companion.checkins import own_copy as checkins
from companion.concerns import own_copy as concerns
from companion.consent import own_copy as consent
from companion.foundation import audit, clock, runtime
from companion.foundation import own_copy as foundation
from companion.foundation.copies import Copy, Entry, Room, Value, plain
from companion.foundation.database import reading, transaction
from companion.interpreting import own_copy as interpreting
from companion.language import own_copy as language
from companion.me import unwell_copy
from companion.nudges import own_copy as nudges
from companion.plan import own_copy as plan
from companion.programmes import own_copy as programmes
from companion.push import own_copy as push
from companion.sync import own_copy as sync
from companion.tasks import own_copy as tasks

ROOMS: tuple[tuple[str, Room], ...] = (  # from the top of the house down: the order in which rows can be removed
    ("me", unwell_copy),
    ("sync", sync),
    ("nudges", nudges),
    ("push", push),
    ("programmes", programmes),
    ("concerns", concerns),
    ("plan", plan),
    ("appointments", appointments),
    ("checkins", checkins),
    ("consent", consent),
    ("interpreting", interpreting),
    ("tasks", tasks),
    ("caseload", caseload),
    ("language", language),
    ("accounts", accounts),
    ("audit", foundation),
)
EXEMPT = {  # tables that point at a person, but hold nothing of a citizen
    "absence": "the member of staff who is away, and who covers; no citizen",
    "drop_in": "the member of staff who has fixed hours somewhere; no citizen",
    "desk_look": "when a member of staff last looked at her own desk; no citizen",
    "spoken_text": "the member of staff or translator who read a text of the app aloud; no citizen",
    "staff_entry": "the member of staff who put something into her unit's calendar; it has no field for a citizen",
    "course_recording": "the member of staff who read a course text aloud; no citizen",
    "course_run": "the members of staff who lead a group; who is in it stands in the enrolments",
    "consent_text_approval": "the member of staff who approved a text for her unit; no citizen",
    "indicator_set": "the member of staff who imported a set of indicators; no citizen",
    "instrument_wording": "the member of staff who imported a wording; no citizen",
    "outside_figure": "the administrator who entered a figure somebody else published; no citizen",
    "wording": "the translators who wrote and read it; texts of the app, never about a person",
    "wording_note": "the translator who took care of it; who wrote it is not kept",
    "wording_switch": "the administrator who switched a wording on; no citizen",
}
FORMAT, VERSION = "companion-own-copy", 1


@dataclass(frozen=True)
class OwnCopy:
    """What is kept about one citizen, by room and table."""

    made_at: datetime
    rooms: dict[str, Copy]

    def tables(self) -> Copy:
        """The same without the rooms."""
        return {name: rows for copy in self.rooms.values() for name, rows in copy.items()}

    def plain(self) -> Value:
        """As JSON has it; keys are English and stay, moments carry their zone."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "made_at": plain(self.made_at),
            "municipality": runtime.current().config.municipality,
            "rooms": plain(self.rooms),
        }


def copy_of(citizen: uuid.UUID) -> OwnCopy:
    """One consistent state of everything, under each account that is hers; staff and units stand there by name."""
    with reading():
        hers = merging.accounts_of(citizen)
        rooms = {name: _together([room.export_of(one) for one in hers]) for name, room in ROOMS}
        return OwnCopy(clock.now(), _with_names(rooms))


def made(*, form: str, actor: audit.Actor) -> None:
    """Write that she took a copy, as a page to read or as JSON."""
    with transaction():
        audit.write(event="export.made", citizen=actor.person_id, actor=actor, purpose=form)


def _together(copies: Sequence[Copy]) -> Copy:
    return {table: [row for copy in copies for row in copy[table]] for table in copies[0]}


def _with_names(rooms: dict[str, Copy]) -> dict[str, Copy]:
    meant = {found for copy in rooms.values() for rows in copy.values() for row in rows for _key, found in _ids(row)}
    known: dict[str, Value] = {str(key): name for key, name in accounts.names(meant).items()}
    known |= {str(key): plain(name) for key, name in accounts.unit_names(meant).items()}
    return {
        room: {table: [_named(row, known) for row in rows] for table, rows in copy.items()}
        for room, copy in rooms.items()
    }


def _ids(row: Entry) -> Iterator[tuple[str, uuid.UUID]]:
    for key, value in row.items():
        if key.endswith(("_id", "_by")) and isinstance(value, str):
            try:
                yield key, uuid.UUID(value)
            except ValueError:  # the key of a programme, for one
                continue


def _named(row: Entry, known: dict[str, Value]) -> Entry:
    found = {key for key, _id in _ids(row)}
    named = {key: known.get(str(value)) for key, value in row.items() if key in found}
    return {(key.removesuffix("_id") if named.get(key) else key): named.get(key) or value for key, value in row.items()}
