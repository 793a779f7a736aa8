"""Reads the forms of staff about meetings: what was typed stays, what is wrong is told field by field."""

from __future__ import annotations

import uuid
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from companion.appointments import rules, when
from companion.appointments.kinds import kinds
from companion.appointments.meeting import KnownAppointment
from companion.appointments.people import Participant
from companion.appointments.wanted import Wanted
from companion.foundation.clock import danish
from companion.foundation.errors import N_, Invalid
from companion.language.table import SOURCE, languages

Typed = Mapping[str, str]
LONGEST = {"title": 120, "place": 200, "directions": 300, "letter_reference": 80, "dialect": 60, "not_interpreter": 80}
TOO_LONG = N_("Skriv lidt kortere.")
WRONG = {  # field → what to choose
    "meeting_kind": N_("Vælg, hvad det er for et møde."),
    "kind": N_("Vælg, om det er en aftale, et tilbud, en invitation eller en afgørelse."),
    "track": N_("Vælg et emne."),
    "form": N_("Vælg, hvordan I mødes."),
    "minutes": N_("Skriv, hvor mange minutter mødet varer. Højst 720."),
    "owner": N_("Vælg, hvem borgeren skal møde."),
    "staff": N_("Vælg, hvem der ellers kommer."),
    "letter_date": N_("Vælg brevets dato."),
    "language": N_("Vælg sproget."),
    "repeats": N_("Skriv, hvor mange gange. Højst 40."),
    "every": N_("Skriv, hvor mange uger der er imellem. Højst 8."),
}
MOST_WEEKS_BETWEEN = 8
TRACKS = ("job", "health", "education", "everyday")


@dataclass
class Read:
    """A form as it was read: `wanted` is there when nothing is wrong; `moments` is more than one for a series."""

    typed: Typed
    staff: Sequence[str]
    errors: list[tuple[str, str]] = field(default_factory=list)
    wanted: Wanted | None = None
    moments: Sequence[datetime] = ()


def read(typed: Typed, staff: Sequence[str]) -> Read:
    """What came with the form for one meeting or a series; `staff` is the field that may come several times."""
    found = Read(typed, staff)
    moments = _moments(found)
    minutes, owner = _number(found, "minutes", rules.LONGEST_MINUTES), _key(found, "owner")
    codes = {
        "meeting_kind": _one_of(found, "meeting_kind", kinds()),
        "kind": _one_of(found, "kind", rules.KINDS),
        "track": _one_of(found, "track", TRACKS),
        "form": _one_of(found, "form", rules.FORMS),
    }
    letter, others = _letter(found), _keys(found)
    _check_texts(found)
    if not found.errors and owner is not None:
        found.moments = moments
        found.wanted = Wanted(
            **codes,
            **_texts(found),
            **_interpreter(found),
            starts_at=moments[0],
            minutes=minutes,
            owner=owner,
            staff=others,
            letter_date=letter,
        )
    return found


def blank(owner: uuid.UUID) -> Typed:
    """A form for a new meeting: the first kind, held by whoever books; no place, no language (S35, R3)."""
    first = next(iter(kinds().values()))
    return {
        "meeting_kind": first.code,
        "kind": "agreed",
        "track": TRACKS[0],
        "form": first.form,
        "minutes": str(first.minutes),
        "owner": str(owner),
    }


def as_typed(
    meeting: KnownAppointment, others: Sequence[Participant], bring: Sequence[str], not_interpreter: str
) -> Typed:
    """A meeting as the form would have it typed."""
    start = danish(meeting.starts_at)
    return {
        "meeting_kind": meeting.meeting_kind or next(iter(kinds())),
        "kind": meeting.kind,
        "track": meeting.track,
        "form": meeting.form,
        "day": start.date().isoformat(),
        "at": f"{start:%H:%M}",
        "which": rules.SECOND if start.fold else rules.FIRST,
        "minutes": str((meeting.ends_at - meeting.starts_at) // timedelta(minutes=1)),
        "owner": str(meeting.owner_id),
        "title": meeting.title.get(SOURCE, ""),
        "place": (meeting.place or {}).get(SOURCE, ""),
        "directions": (meeting.directions or {}).get(SOURCE, ""),
        "visible_to": meeting.visible_to,
        "outside": "\n".join(one.who for one in others if one.who),
        "bring": "\n".join(bring),
        **_interpreter_as_typed(meeting, not_interpreter),
        "letter_date": meeting.letter_date.isoformat() if meeting.letter_date else "",
        "letter_reference": meeting.letter_reference or "",
        "version": str(meeting.version),
    }


def lines_of(text: str) -> list[str]:
    """The lines somebody typed, without the empty ones."""
    return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def whole_number(text: str) -> int | None:
    """A number of a few digits, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else None


def _moments(found: Read) -> Sequence[datetime]:
    """The time of the form, or of every week of a series; each is looked at by itself."""
    typed = found.typed
    repeats = _number(found, "repeats", rules.MOST_IN_SERIES) if typed.get("repeats", "") not in ("", "1") else 1
    every = _number(found, "every", MOST_WEEKS_BETWEEN) if repeats > 1 else 1
    try:
        first = when.of_form(typed)
        days = rules.days_of_series(date.fromisoformat(typed["day"].strip()), repeats, every)
        rest = [when.moment(day.isoformat(), typed["at"], rules.FIRST) for day in days[1:]]
    except OverflowError:
        found.errors.append(("day", when.NoTime.sentence))
        return []
    except Invalid as wrong:
        found.errors.append(("which" if isinstance(wrong, when.HourTwice) else "day", wrong.sentence))
        return []
    return [first, *rest]


def _one_of(found: Read, name: str, known: Container[str]) -> str:
    said = found.typed.get(name, "")
    if said not in known:
        found.errors.append((name, WRONG[name]))
    return said


def _number(found: Read, name: str, highest: int) -> int:
    number = whole_number(found.typed.get(name, "").strip())
    if number is None or not 0 < number <= highest:
        found.errors.append((name, WRONG[name]))
        return 1
    return number


def _text(found: Read, name: str) -> str:
    return " ".join(found.typed.get(name, "").split())


def _check_texts(found: Read) -> None:
    found.errors += [(name, TOO_LONG) for name in LONGEST if len(_text(found, name)) > LONGEST[name]]
    chosen = found.typed.get("language", "")
    if chosen and chosen not in languages():
        found.errors.append(("language", WRONG["language"]))


def _key(found: Read, name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(found.typed.get(name, ""))
    except ValueError:
        found.errors.append((name, WRONG[name]))
        return None


def _keys(found: Read) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(one) for one in found.staff if one]
    except ValueError:
        found.errors.append(("staff", WRONG["staff"]))
        return []


def _letter(found: Read) -> date | None:
    said = found.typed.get("letter_date", "").strip()
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        found.errors.append(("letter_date", WRONG["letter_date"]))
        return None


def _texts(found: Read) -> dict[str, Any]:
    return {
        "title": _text(found, "title"),
        "place": _text(found, "place"),
        "directions": _text(found, "directions"),
        "visible_to": found.typed.get("visible_to", "all"),
        "outside": lines_of(found.typed.get("outside", "")),
        "bring": lines_of(found.typed.get("bring", "")),
        "letter_reference": _text(found, "letter_reference") or None,
    }


def _interpreter(found: Read) -> dict[str, Any]:
    typed = found.typed
    if not typed.get("language"):
        return {}
    return {
        "interpreter_language": typed["language"],
        "interpreter_dialect": _text(found, "dialect") or None,
        "interpreter_gender": typed.get("gender") or None,
        "interpreter_form": typed.get("interpreter_form") or None,
        "interpreter_state": typed.get("interpreter_state") or None,
        "not_interpreter": _text(found, "not_interpreter"),
    }


def _interpreter_as_typed(meeting: KnownAppointment, not_interpreter: str) -> dict[str, str]:
    return {
        "language": meeting.interpreter_language or "",
        "dialect": meeting.interpreter_dialect or "",
        "gender": meeting.interpreter_gender or "",
        "interpreter_form": meeting.interpreter_form or "",
        "interpreter_state": meeting.interpreter_state or "",
        "not_interpreter": not_interpreter,
    }
