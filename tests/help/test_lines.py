"""Help lines are dated data: danger to life first, never one crowded line alone, checked twice a year."""

import re
from datetime import date

from companion.help.lines import help_lines, stale


def test_it_works() -> None:
    assert help_lines()[0].number == "112"


def test_every_line_says_who_when_and_where() -> None:
    for line in help_lines():
        assert re.fullmatch(r"\d[\d ]+", line.number) and line.region
        assert {"da", "en", "ar", "uk"} <= {code for code, words in line.name.items() if words}
        assert {"da", "en", "ar", "uk"} <= {code for code, words in line.hours.items() if words}


def test_a_low_result_is_never_beside_one_line_only() -> None:
    low = [line for line in help_lines() if line.low]
    assert len(low) >= 3 and low[0].key == "112"


def test_a_regional_number_names_its_region() -> None:
    assert {line.region for line in help_lines() if line.number == "1813"} == {"Hovedstaden"}


def test_a_line_nobody_checked_for_half_a_year_is_stale() -> None:
    assert stale(date(2026, 11, 22)) == []
    assert {line.key for line in stale(date(2027, 6, 1))} == {line.key for line in help_lines()}


def test_keys_are_used_once() -> None:
    keys = [line.key for line in help_lines()]
    assert len(keys) == len(set(keys))
