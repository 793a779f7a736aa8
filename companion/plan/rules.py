"""Which kinds of card there are, which words an offer never uses, and the weeks of a calendar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("decision", "agreed", "offer", "invitation")
DECISION = "decision"
FREE = ("offer", "invitation")  # health offers may only be encouraged: no duty, no deadline
A_WEEK = timedelta(days=7)
EARLIEST, LATEST = date(2000, 1, 3), date(2099, 12, 28)  # weeks anybody could mean; two Mondays
_WEEK = re.compile(r"^(\d{4})-W(\d{2})$", re.ASCII)
# Words of duty and deadline. A denied one is allowed: "du skal ikke", "you do not have to".
_DUTY = {
    "da": (
        r"\bskal\b(?! ikke| vi\b)|\bnødt til|\bsenest\b|\bkrav|\bkræve[rst]|pligt|\btvang|\btvungen"
        r"|\bobligatorisk|\bfrist(?:en|er|erne)?\b|sanktion|konsekvens|\budebliv|\bmister? (?:du|din|dine)\b"
        r"|\binden d(?:en|\.) \d"
    ),
    "en": (
        r"\bmust\b(?! not)|(?<!not )(?<!n't )\bhave to\b|\brequire[ds]?\b|\bmandatory|\bobligat|\bobliged"
        r"|\bdeadline|\bat the latest|\bno later than|\bsanction|\bpenalt|\bconsequence|\bduty\b"
    ),
    "ar": r"(?<!لا )يجب|(?<!غير )إلزامي|إجباري|عقوب|موعد نهائي|في موعد أقصاه|لا بد",
    "uk": (
        r"(?<!не )\bпо?винн|(?<!не )\bмус(?:иш|ите|ить)|обов['’ʼ]язк|не пізніше|крайній термін"
        r"|санкці|штраф"
    ),
}
_PATTERNS = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _DUTY.items()}


@dataclass(frozen=True)
class CalendarWeek:
    """Seven days from a Monday (ISO 8601)."""

    monday: date

    @property
    def name(self) -> str:
        """As it stands in an address: `2026-W48`."""
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def days(self) -> list[date]:
        """Monday to Sunday."""
        return [self.monday + timedelta(days=number) for number in range(7)]

    @property
    def before(self) -> "CalendarWeek":
        """The week before."""
        return CalendarWeek(self.monday - A_WEEK)

    @property
    def after(self) -> "CalendarWeek":
        """The week after."""
        return CalendarWeek(self.monday + A_WEEK)


def week_of(day: date) -> CalendarWeek:
    """The week a day lies in."""
    return CalendarWeek(day - timedelta(days=day.weekday()))


def week_named(name: str) -> CalendarWeek | None:
    """The week called `2026-W48`; None for another form or a week that no year has."""
    found = _WEEK.match(name)
    if found is None:
        return None
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return CalendarWeek(monday) if EARLIEST <= monday <= LATEST else None


def duty_words(text: Mapping[str, str]) -> list[str]:
    """Every word of duty or deadline in a text, in each language we can tell it in."""
    found = (_PATTERNS[code].findall(words) for code, words in text.items() if code in _PATTERNS)
    return [word for words in found for word in words]
