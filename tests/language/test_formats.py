"""Days and hours as a reader writes them: weekday, day, month name, 24 hours, Latin digits, in all languages."""

import re
from datetime import UTC, date, datetime, time

import pytest

from companion.language.formats import clock_time, hands, number, part_of_day, weekday_date
from companion.language.table import Language, language, languages

ROWS = list(languages().values())
EVERY_LANGUAGE = pytest.mark.parametrize("row", ROWS, ids=[row.code for row in ROWS])
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # the clock is changed on these days
WALL_CLOCK = [
    (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 1, 59),
    (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 3, 0),
    (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 2, 30),
    (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 2, 30),
    (datetime(2026, 11, 26, 13, 30, tzinfo=UTC), 14, 30),
    (datetime(2026, 11, 26, 23, 5, tzinfo=UTC), 0, 5),
]


def test_it_works() -> None:
    meeting = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
    assert weekday_date(meeting, language("da")) == "torsdag d. 26. november"
    assert (clock_time(meeting, language("da")), clock_time(meeting, language("ar"))) == ("14.30", "14:30")


@EVERY_LANGUAGE
@pytest.mark.parametrize("day", [SPRING, AUTUMN, date(2026, 1, 12), date(2026, 12, 1)])
def test_a_date_has_a_weekday_a_day_and_a_month_name_in_words(row: Language, day: date) -> None:
    said = weekday_date(day, row)
    digits = re.findall(r"\d+", said, flags=re.ASCII)
    assert digits == [str(day.day)] == re.findall(r"\d+", said)
    assert len(re.findall(r"[^\W\d_]{2,}", said)) >= 2


@EVERY_LANGUAGE
@pytest.mark.parametrize("day", [SPRING, AUTUMN, date(2026, 1, 12), date(2026, 12, 1)])
def test_a_date_is_never_month_first(row: Language, day: date) -> None:
    month = weekday_date(day.replace(day=1), row), weekday_date(day.replace(day=2), row)
    words = [re.findall(r"[^\W\d_]{2,}|\d+", said) for said in month]
    shared = [word for word in words[0] if word in words[1]]
    said = re.findall(r"[^\W\d_]{2,}|\d+", weekday_date(day, row))
    assert shared and said.index(str(day.day)) < said.index(shared[-1])


@EVERY_LANGUAGE
@pytest.mark.parametrize(("moment", "hour", "minute"), WALL_CLOCK)
def test_an_hour_is_danish_and_out_of_24(row: Language, moment: datetime, hour: int, minute: int) -> None:
    said = clock_time(moment, row)
    assert re.fullmatch(r"\d{1,2}[.:]\d{2}", said, flags=re.ASCII)
    assert [int(part) for part in re.split("[.:]", said)] == [hour, minute]


@EVERY_LANGUAGE
def test_numbers_have_latin_digits(row: Language) -> None:
    assert re.sub(r"\D", "", number(1234.5, row)).isascii()
    assert number(68, row) == "68"


def test_late_in_the_evening_utc_is_the_next_danish_day() -> None:
    assert weekday_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), language("en")) == "Monday 23 November"


def test_dari_and_persian_months_differ() -> None:
    assert weekday_date(SPRING, language("fa")) != weekday_date(SPRING, language("fa_AF"))


@pytest.mark.parametrize(
    ("utc_hour", "part"),
    [(3, "night"), (4, "morning"), (10, "noon"), (12, "afternoon"), (17, "evening"), (21, "night")],
)
def test_the_part_of_the_day_is_danish(utc_hour: int, part: str) -> None:
    assert part_of_day(datetime(2026, 11, 22, utc_hour, 0, tzinfo=UTC)) == part


def test_the_hands_of_the_clock_face() -> None:
    """14:30 in Denmark: the hour hand halfway from two to three, the minute hand straight down."""
    assert hands(datetime(2026, 11, 26, 13, 30, tzinfo=UTC)) == (75, 180)


def test_an_hour_of_every_week_is_danish_already() -> None:
    assert (part_of_day(time(14, 30)), hands(time(14, 30))) == ("afternoon", (75, 180))
