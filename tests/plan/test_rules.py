"""Weeks of a calendar, and the words an offer never uses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.plan import rules

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


def test_it_works() -> None:
    week = rules.week_of(date(2026, 11, 22))
    assert (week.name, week.monday, week.days[-1]) == ("2026-W47", date(2026, 11, 16), date(2026, 11, 22))


@given(DAYS)
def test_a_week_is_found_by_its_name(day: date) -> None:
    week = rules.week_of(day)
    assert rules.week_named(week.name) == week
    assert day in week.days
    assert (week.before.after, week.after.monday - week.monday) == (week, timedelta(days=7))


@pytest.mark.parametrize(
    "name", ["", "2026-47", "2026-W54", "2026-W00", "1999-W40", "2100-W01", "२०२६-W47", "2026-W47 ", "x" * 9]
)
def test_another_form_is_no_week(name: str) -> None:
    assert rules.week_named(name) is None


@pytest.mark.parametrize(
    "text",
    [
        {"da": "Du skal møde kl. 9."},
        {"da": "Svar senest fredag."},
        {"da": "Du har pligt til det."},
        {"da": "Ellers mister du dine penge."},
        {"da": "Kom, hvis du vil.", "en": "You have to come."},
        {"da": "Kom, hvis du vil.", "en": "Participation is mandatory."},
        {"da": "Kom, hvis du vil.", "ar": "يجب الحضور."},
        {"da": "Kom, hvis du vil.", "uk": "Ви повинні прийти."},
    ],
)
def test_duty_and_deadline_are_seen_in_each_language(text: dict[str, str]) -> None:
    assert rules.duty_words(text)


@pytest.mark.parametrize(
    "text",
    [
        {"da": "Du skal ikke sige farvel til din mad."},
        {"da": "Skal vi tale om det?"},
        {"da": "Du vælger selv.", "en": "You do not have to. You don't have to.", "ar": "لا يجب عليك شيء."},
        {"da": "Du vælger selv.", "uk": "Ви не повинні. Ви не мусите."},
        {"da": "Krop og kraft", "ti": "any"},
    ],
)
def test_a_denied_duty_is_none(text: dict[str, str]) -> None:
    assert rules.duty_words(text) == []
