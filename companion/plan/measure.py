"""One measure of the catalogue as the other floors see it, and the hours it can be reached in."""

from dataclasses import dataclass, field
from datetime import date, time

from companion.language.text import Text


@dataclass(frozen=True, order=True)
class OpenHours:
    """One opening of the week on a Danish wall clock; `weekday` 0 is Monday."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True)
class Measure:
    """What somebody offers: who owns it, how to reach it, and who said so when.

    `waiting_weeks` and `capacity` (places) are None where the owner told nothing; `verified_on` is the day on which
    somebody last asked the owner whether all of it is still so.
    """

    key: str
    task_type: str
    unit_kind: str
    title: Text
    about: Text
    owner: Text
    place: Text | None
    phone: str | None
    hours: tuple[OpenHours, ...]
    self_referral: bool
    without_name: bool  # one may call without saying who one is
    capacity: int | None
    waiting_weeks: int | None
    kl_term: str | None
    source: str
    verified_on: date
    system: str | None = field(default=None, compare=False)  # the outside system that owns the entry, by its name

    @property
    def sentences(self) -> tuple[Text, Text]:
        """What a reader needs in her language; owner and place are names."""
        return self.title, self.about
