"""What the forms of worries bring, so that nothing typed is lost when the page is shown again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from companion.appointments import service as appointments
from companion.concerns import rules, sentences
from companion.concerns.answering import Advice
from companion.concerns.service import Said
from companion.concerns.talks import Talk, WrongTimes
from companion.concerns.words import Words, words
from companion.foundation.database import new_id
from companion.foundation.errors import NotFound
from companion.language.table import SOURCE


class Form(Protocol):
    """A form as Werkzeug brings it."""

    def get(self, name: str, default: str, /) -> str:
        """One value."""

    def getlist(self, name: str, /) -> list[str]:
        """All values of one name."""

    def __contains__(self, name: object, /) -> bool:
        """Whether it was sent."""


@dataclass(frozen=True)
class ConcernForm:
    """A worry as it is being written."""

    key: uuid.UUID
    receiver: str = rules.COORDINATOR
    keys: tuple[str, ...] = ()
    own: str = ""
    with_interpreter: bool = False
    caseworker_may_know: bool = False

    def words(self, language: str) -> Words:
        """What she says. Raises NothingSaid or TooMuchSaid."""
        return words(sentences.CITIZEN, self.keys, self.own, language=language)

    def said(self, language: str) -> Said:
        """To whom she says it. Raises NothingSaid or TooMuchSaid."""
        return Said(self.receiver, self.words(language), self.with_interpreter, self.caseworker_may_know)


@dataclass(frozen=True)
class ReplyForm:
    """An answer as it is being written; `slots` are days and hours as they were typed."""

    keys: tuple[str, ...] = ()
    own: str = ""
    slots: tuple[tuple[str, str], ...] = ()
    form: str = "phone"
    with_interpreter: bool = False

    def words(self) -> Words | None:
        """What is answered; None where only times are offered. Raises TooMuchSaid."""
        if not self.keys and not self.own.strip():
            return None
        return words(sentences.REPLY, self.keys, self.own, language=SOURCE)

    def talk(self) -> Talk | None:
        """The times that are offered; None without any. Raises WrongTimes."""
        typed = [(day, hour) for day, hour in self.slots if day or hour]
        if not typed:
            return None
        return Talk([_moment(day, hour) for day, hour in typed], self.form, self.with_interpreter)


@dataclass(frozen=True)
class AdviceForm:
    """An advice as it is being written."""

    keys: tuple[str, ...] = ()
    own: tuple[str, ...] = ("",) * rules.ADVICE_LINES

    def advice(self) -> Advice:
        """The lines."""
        return Advice(self.keys, self.own)


def concern(form: Form) -> ConcernForm:
    """A worry from a form."""
    return ConcernForm(
        key=uuid_of(form.get("key", "")) or new_id(),
        receiver=form.get("receiver", rules.COORDINATOR),
        keys=tuple(form.getlist("sentence")),
        own=form.get("own", ""),
        with_interpreter="with_interpreter" in form,
        caseworker_may_know="may_know" in form,
    )


def reply(form: Form) -> ReplyForm:
    """An answer from a form."""
    slots = zip(form.getlist("slot_day"), form.getlist("slot_hour"), strict=False)
    return ReplyForm(
        keys=tuple(form.getlist("sentence")),
        own=form.get("own", ""),
        slots=tuple((day.strip(), hour.strip()) for day, hour in slots),
        form=form.get("form", "phone"),
        with_interpreter="with_interpreter" in form,
    )


def advice(form: Form) -> AdviceForm:
    """An advice from a form."""
    own: Sequence[str] = form.getlist("line")[: rules.ADVICE_LINES]
    return AdviceForm(tuple(form.getlist("sentence")), (*own, *[""] * (rules.ADVICE_LINES - len(own))))


def uuid_of(text: str | None) -> uuid.UUID | None:
    """The key in a text, or None."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def key_in(text: str | None) -> uuid.UUID | None:
    """The key in an address; None where there is none. Raises NotFound for what is no key."""
    if not text:
        return None
    found = uuid_of(text)
    if found is None:
        raise NotFound
    return found


def _moment(day: str, hour: str) -> datetime:
    try:
        return appointments.at_danish_time(date.fromisoformat(day), hour)
    except (ValueError, OverflowError):
        raise WrongTimes from None
