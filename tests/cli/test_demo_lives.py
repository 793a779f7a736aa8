"""The demo's lives: each programme has people for its parts, and what is private stays with health roles."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from companion.accounts.demo_people import PERSONAS
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.cli import demo_lives
from companion.programmes import templates

LIVES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(demo_lives.__file__).with_name("demo_lives.toml").read_text(encoding="utf-8")
)
ROLES = {persona.key: persona.role for persona in PERSONAS}
CASES = {
    "citizen-course": "toender-diabetes",
    "citizen-wellbeing": "kolding-sund-paa-tvaers",
    "citizen-ips": "copenhagen-ips",
    "citizen-parallel": "hjoerring-parallel",
    "citizen-sick": "vordingborg-early-effort",
    "citizen-retraining": "syddjurs-job-health",
    "citizen-alcohol": "jammerbugt-alcohol",
}


@pytest.mark.parametrize("citizen", CASES)
def test_it_works(citizen: str) -> None:
    """Somebody of the right role stands for every part."""
    life = LIVES[citizen]
    programme = templates.load(life["programme"])
    assert programme.id == CASES[citizen]
    named = {programme.role, *(ROLES[other] for other in life.get("programme_others", ()))}
    assert {part.role for part in programme.parts} <= named


def test_nobody_employed_with_jobs_is_near_the_private_talk() -> None:
    life = LIVES["citizen-alcohol"]
    near = {ROLES[life["responsible"]], ROLES[life["programme_staff"]]}
    assert near.isdisjoint(EMPLOYMENT_ROLES)
    assert templates.load(life["programme"]).track == "health"
    assert "meeting" not in life
    assert "card" not in life


@pytest.mark.parametrize("citizen", ["citizen-parallel", "citizen-retraining"])
def test_what_is_about_health_beside_a_programme_is_private_too(citizen: str) -> None:
    own = [*LIVES[citizen].get("card", ()), *LIVES[citizen].get("meeting", ())]
    about_health = [part for part in own if part["track"] == "health"]
    assert about_health
    assert all(part["private"] for part in about_health)
