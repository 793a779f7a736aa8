"""Help lines are dated data: danger to life first, never one crowded line alone, checked twice a year."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.cli.doctor_help_lines import help_line_check
from companion.foundation import runtime as runtimes
from companion.foundation.config import Config, WrongSetting
from companion.foundation.runtime import Runtime
from companion.help import editing, lines
from companion.help.line_file import read
from companion.help.lines import SHIPPED, help_lines, low_lines, never_rung, stale
from tests.clock import FrozenClock
from tests.people import staff

ONE = """[[line]]
key = "own"
region = "Fyn"
number = "70 00 00 00"
low = true
languages = ["da", "so"]
verified_on = 2026-11-01
name = { da = "Kommunens vagt" }
hours = { da = "Altid" }
"""


def with_settings(ground: Runtime, **settings: object) -> Runtime:
    return replace(ground, config=ground.config.model_copy(update=settings))


def test_it_works(runtime: Runtime) -> None:
    assert help_lines()[0].number == "112"


def test_every_line_says_who_when_where_and_in_which_language() -> None:
    for line in read(SHIPPED):
        assert re.fullmatch(r"\d[\d ]+", line.number) and line.region and line.languages
        assert line.verified_on or line.source
        assert {"da", "en", "ar", "uk"} <= {code for code, words in line.name.items() if words}
        assert {"da", "en", "ar", "uk"} <= {code for code, words in line.hours.items() if words}


def test_a_low_result_is_never_beside_one_line_only(runtime: Runtime) -> None:
    low = low_lines()
    assert len(low) >= 3 and low[0].key == "112"


def test_every_region_has_its_doctor_and_a_municipality_sees_its_own(runtime: Runtime) -> None:
    doctors = {line.region: line.number for line in read(SHIPPED) if line.region != "all"}
    assert len(doctors) == 5 and doctors["Hovedstaden"] == "1813"
    with runtimes.bound(with_settings(runtime, region="Syddanmark")):
        assert "1813" not in {line.number for line in lines.of_region()}
        assert [line.number for line in never_rung()] == ["70 11 07 07"]


def test_a_line_nobody_has_rung_is_shown_to_nobody(runtime: Runtime) -> None:
    shown = [line.key for line in help_lines()]
    assert never_rung() and not [line for line in never_rung() if line.key in shown]


def test_a_line_nobody_rang_for_half_a_year_is_stale_to_the_day(runtime: Runtime) -> None:
    assert stale(date(2027, 5, 21)) == []
    assert {line.key for line in stale(date(2027, 5, 22))} == {line.key for line in help_lines()}


def test_the_doctor_complains_after_180_days(runtime: Runtime, clock: FrozenClock) -> None:
    with runtimes.bound(with_settings(runtime, region="Hovedstaden")):
        assert help_line_check()[0]
        clock.move(date(2027, 5, 22) - clock.now().date())
        well, told = help_line_check()
    assert not well and "112" in told and "verified_on" in told


def test_a_municipality_keeps_its_own(runtime: Runtime, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(ONE, encoding="utf-8")
    with runtimes.bound(with_settings(runtime, help_lines_file=own)):
        assert [line.number for line in help_lines()] == ["70 00 00 00"]
    lines.check(Config(help_lines_file=own, region="Fyn"))


@pytest.mark.parametrize("written", ["[[line]]\nkey = 1", "no toml", "[[line]]\nnonsense = 1"])
def test_a_file_that_cannot_be_used_stops_the_start_with_a_sentence(tmp_path: Path, written: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(written, encoding="utf-8")
    with pytest.raises(WrongSetting, match="COMPANION_HELP_LINES_FILE"):
        lines.check(Config(help_lines_file=own))


def test_a_region_without_a_line_is_refused() -> None:
    with pytest.raises(WrongSetting, match="Syddanmark"):
        lines.check(Config(region="Atlantis"))


def test_keys_are_used_once() -> None:
    keys = [line.key for line in read(SHIPPED)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("verified_on = 2026-11-01", 'verified_on = "2026-11-01"', "without quotation marks .* example 2026-11-01"),
        ("verified_on = 2026-11-01", 'verified_on = "last week"', "verified_on is no day"),
        ("verified_on = 2026-11-01", "verified_on = 2026-11-01T08:00:00", "without a time, for example 2026-11-01"),
        ("verified_on = 2026-11-01", "verified_on = true", "verified_on is no day"),
        ('number = "70 00 00 00"', "number = 70000000", "number is missing or no text"),
        ("low = true", 'low = "yes"', "low is neither true nor false"),
        ('languages = ["da", "so"]', 'languages = ["da", "somali"]', "languages is no list of codes we know"),
        ('languages = ["da", "so"]', "languages = []", "languages is no list of codes we know"),
        ('name = { da = "Kommunens vagt" }', 'name = { en = "Duty" }', "name has no Danish text"),
        ('hours = { da = "Altid" }', 'hours = "Altid"', "hours has no Danish text"),
    ],
)
def test_a_value_that_cannot_be_is_one_sentence_at_the_start(
    tmp_path: Path, right: str, wrong: str, sentence: str
) -> None:
    own = tmp_path / "own.toml"
    assert right in ONE
    own.write_text(ONE.replace(right, wrong), encoding="utf-8")
    with pytest.raises(WrongSetting, match=rf"line 1 \(own\): .*{sentence}"):
        lines.check(Config(help_lines_file=own))


def test_a_region_whose_doctor_nobody_rang_is_a_finding(runtime: Runtime) -> None:
    with runtimes.bound(with_settings(runtime, region="Syddanmark")):
        well, told = help_line_check()
        assert not well and "Syddanmark" in told and "70 11 07 07" in told
    with runtimes.bound(with_settings(runtime, region="Hovedstaden")):
        assert help_line_check()[0]


def test_without_a_region_every_region_needs_one(runtime: Runtime) -> None:
    well, told = help_line_check()
    assert not well and "COMPANION_REGION" in told
    assert lines.without_doctor() == ["Midtjylland", "Nordjylland", "Sjælland", "Syddanmark"]


def test_a_number_rung_is_no_finding_any_more(runtime: Runtime) -> None:
    with runtimes.bound(with_settings(runtime, region="Syddanmark")):
        editing.rung(key="doctor-syddanmark", actor=staff("administrator").actor)
        assert help_line_check()[0]
