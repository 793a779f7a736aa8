"""What a member of staff wants a meeting to be, and what is checked before it becomes one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from companion.accounts.circles import CIRCLES, ONLY_CITIZEN, circles_of
from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.appointments import lines, people, rules
from companion.appointments.kinds import kinds
from companion.appointments.records import Appointment
from companion.appointments.service import NobodyMeets
from companion.caseload.rules import LIMITED_ROLE
from companion.foundation import audit
from companion.foundation.errors import N_, Invalid
from companion.language.table import SOURCE, languages
from companion.language.text import Text


class LetterMissing(Invalid):
    """A decision stands in a letter: without its date and number there is no such meeting."""

    sentence = N_("En afgørelse står i et brev. Skriv brevets dato og nummer.")


class NotYoursToDecide(Invalid):
    """The health side offers; only the employment side decides (S5, S9)."""

    sentence = N_("Sundhed kan tilbyde og invitere, ikke afgøre. Vælg noget andet.")


@dataclass(frozen=True)
class Wanted:
    """One meeting as the form says it; texts are Danish, as staff write them."""

    meeting_kind: str
    kind: str
    track: str
    starts_at: datetime
    minutes: int
    form: str
    owner: uuid.UUID
    title: str = ""
    place: str = ""
    directions: str = ""
    visible_to: str = "all"
    staff: Sequence[uuid.UUID] = ()
    outside: Sequence[str] = ()
    bring: Sequence[str] = ()
    interpreter_language: str | None = None
    interpreter_dialect: str | None = None
    interpreter_gender: str | None = None
    interpreter_form: str | None = None
    interpreter_state: str | None = None
    not_interpreter: str = ""
    letter_date: date | None = None
    letter_reference: str | None = None


def check(wanted: Wanted, actor: audit.Actor) -> Contact:
    """Whoever holds the meeting. Raises NobodyMeets, LetterMissing, NotYoursToDecide or Invalid."""
    found = contacts([wanted.owner]).get(wanted.owner)
    if found is None:
        raise NobodyMeets
    _check_codes(wanted, actor)
    if wanted.kind == rules.DECISION:
        if actor.role not in EMPLOYMENT_ROLES:
            raise NotYoursToDecide
        if wanted.letter_date is None or not wanted.letter_reference:
            raise LetterMissing
    return found


def fill(meeting: Appointment, wanted: Wanted, holder: Contact) -> None:
    """Put everything but the time into the record; whose interpreter is asked for anew when the language changes."""
    meeting.meeting_kind, meeting.kind, meeting.track = wanted.meeting_kind, wanted.kind, wanted.track
    meeting.form, meeting.visible_to = wanted.form, wanted.visible_to
    meeting.title = _same_or_new(meeting.title, wanted.title) or kinds()[wanted.meeting_kind].words
    meeting.place = _same_or_new(meeting.place, wanted.place) or default_place(wanted, holder)
    meeting.directions = _same_or_new(meeting.directions, wanted.directions)
    meeting.owner_id, meeting.owner_role = wanted.owner, holder.role
    meeting.letter_date, meeting.letter_reference = wanted.letter_date, wanted.letter_reference
    meeting.interpreter_language = wanted.interpreter_language
    meeting.interpreter_dialect = wanted.interpreter_dialect
    meeting.interpreter_gender = wanted.interpreter_gender
    meeting.interpreter_form = wanted.interpreter_form
    meeting.interpreter_state = (wanted.interpreter_state or rules.ASKED) if wanted.interpreter_language else None


def put_around(meeting: Appointment, wanted: Wanted, actor: audit.Actor) -> None:
    """Who else comes, what to bring, and which interpreter not, in the open transaction."""
    about = {"appointment": meeting.id, "citizen": meeting.citizen_id}
    people.put(**about, staff=[one for one in wanted.staff if one != wanted.owner], outside=wanted.outside)
    written = {
        lines.BRING: wanted.bring,
        lines.NOT_INTERPRETER: [wanted.not_interpreter] * bool(wanted.not_interpreter),
    }
    for kind, texts in written.items():
        known = {one.words[SOURCE]: one.words for one in lines.of_one(meeting.id, kind) if SOURCE in one.words}
        words = [known.get(text, {SOURCE: text}) for text in texts]
        lines.put(**about, kind=kind, texts=words, written_in=SOURCE, actor=actor)


def default_place(wanted: Wanted, holder: Contact) -> Text | None:
    """The holder's unit where the kind allows it; never for IPS, whose place is chosen together (S35)."""
    may = kinds()[wanted.meeting_kind].place and wanted.form == "person" and holder.role != LIMITED_ROLE
    return holder.unit_name if may else None


def _check_codes(wanted: Wanted, actor: audit.Actor) -> None:
    known = (
        wanted.meeting_kind in kinds(),
        wanted.kind in rules.KINDS,
        wanted.form in rules.FORMS,
        wanted.visible_to in CIRCLES and wanted.visible_to != ONLY_CITIZEN,
        wanted.visible_to in circles_of(actor.role),
        0 < wanted.minutes <= rules.LONGEST_MINUTES,
        wanted.interpreter_language is None or wanted.interpreter_language in languages(),
        wanted.interpreter_gender in (None, *rules.GENDERS),
        wanted.interpreter_form in (None, *rules.INTERPRETER_FORMS),
        wanted.interpreter_state in (None, *rules.INTERPRETER_STATES),
    )
    if not all(known):
        raise Invalid


def _same_or_new(known: Text | None, danish: str) -> Text | None:
    """The text as it was, with its translations, while the Danish is the same."""
    if known and known.get(SOURCE) == danish:
        return known
    return {SOURCE: danish} if danish else None
