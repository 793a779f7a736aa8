"""Indicator sets are locked versions; a municipality's own is checked and asked from then on; old ones stay."""

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from companion.checkins import indicators
from companion.checkins.indicator_checks import IndicatorFault, read
from companion.checkins.indicators import OldVersion
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.cli.installed import Installed
from tests.people import MADE_BY

NINE = ["health", "everyday", "job-belief", "job-search", "cooperation", "network", "skills", "labour-market", "drive"]
LANGUAGES = ["da", "en", "ar", "uk"]
PINNED = {  # another letter is another version; old versions stay, because answers were given in them
    ("companion", 1): "4c0aff2d6937288b6de42d3bbdcc1e51724b859cb607370e65c81d4a03a28172",
}
OURS: dict[str, Any] = {
    "key": "our-town",
    "version": 1,
    "lowest": 0,
    "source": "Our own words",
    "provenance": {"da": "source"},
    "step": [{"name": {"da": text}} for text in ("Slet ikke", "Lidt", "Noget", "Meget", "Helt")],
    "indicator": [{"key": "sleep", "name": {"da": "Søvn"}, "question": {"da": "Hvordan går det med at sove?"}}],
}


def changed(*path: Any, to: Any) -> dict[str, Any]:
    """Our set with one place changed, or taken out where `to` is `...`."""
    written: Any = copy.deepcopy(OURS)
    place = written
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return dict(written)


def a_file(folder: Path, written: dict[str, Any]) -> Path:
    rows = {"step", "indicator", "provenance"}
    told = [f"{key} = {json.dumps(value)}" for key, value in written.items() if key not in rows]
    told += [f"{key} = {_inline(written[key])}" for key in rows & set(written)]
    path = folder / "ours.toml"
    path.write_text("\n".join(told), encoding="utf-8")
    return path


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def test_it_works(runtime: Runtime) -> None:
    active = indicators.active()
    assert [one.key for one in active.indicators] == NINE
    assert (active.scale.lowest, active.scale.highest) == (1, 5) and active.step(5)["da"] == "Rigtig godt"


@pytest.mark.parametrize("found", indicators.shipped().values(), ids=lambda one: f"{one.key}-{one.version}")
def test_not_one_letter_has_changed(found: indicators.IndicatorSet) -> None:
    read_by_people = [*found.steps, *(text for one in found.indicators for text in (one.name, one.question))]
    written = json.dumps([found.lowest, [one.key for one in found.indicators], read_by_people], ensure_ascii=False)
    assert PINNED.get((found.key, found.version)) == hashlib.sha256(written.encode()).hexdigest()


def test_every_text_stands_in_four_languages_with_its_provenance() -> None:
    for found in indicators.shipped().values():
        texts = [*found.steps, *(text for one in found.indicators for text in (one.name, one.question))]
        assert all(list(text) == LANGUAGES for text in texts) and list(found.provenance) == LANGUAGES


def test_the_shipped_files_are_right() -> None:
    folder = Path(indicators.__file__).parent / "indicator_sets"
    assert [read(path)["key"] for path in folder.glob("*.toml")] == ["companion"]


def test_an_own_set_is_asked_from_now_on_and_the_old_one_stays_readable(runtime: Runtime) -> None:
    indicators.bring_in(OURS, actor=MADE_BY)
    assert indicators.active().key == "our-town" and indicators.active().step(0)["da"] == "Slet ikke"
    assert indicators.find("companion", 1).indicators[0].key == "health"
    indicators.bring_in(changed("version", to=2), actor=MADE_BY)
    assert (indicators.active().version, indicators.find("our-town", 1).version) == (2, 1)


@pytest.mark.parametrize("written", [OURS, changed("key", to="companion")])
def test_a_version_that_is_here_already_is_refused(runtime: Runtime, written: dict[str, Any]) -> None:
    indicators.bring_in(OURS, actor=MADE_BY)
    with pytest.raises(OldVersion):
        indicators.bring_in(written, actor=MADE_BY)


def test_a_set_nobody_knows_is_not_found(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        indicators.find("our-town", 1)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (changed("key", to=...), "key is missing or not known"),
        (changed("colour", to="blue"), "colour is missing or not known"),
        (changed("key", to="Our Town"), "key is no short name"),
        (changed("version", to=0), "version is no whole number"),
        (changed("version", to=True), "version is no whole number"),
        (changed("lowest", to=2), "lowest is neither 0 nor 1"),
        (changed("months_between", to=0), "months_between is no whole number from 1 to 12"),
        (changed("months_between", to=13), "months_between is no whole number"),
        (changed("months_between", to=True), "months_between is no whole number"),
        (changed("source", to=""), "source is empty"),
        (changed("provenance", to={}), "da first"),
        (changed("provenance", "da", to="machine"), "provenance of da"),
        (changed("provenance", "xx", to="source"), "xx is no language"),
        (changed("step", to=OURS["step"][:2]), "3 to 7 of [[step]]"),
        (changed("indicator", to=[]), "1 to 20 of [[indicator]]"),
        (changed("indicator", to=OURS["indicator"] * 2), "two indicators have the same key"),
        (changed("indicator", 0, "key", to="So sleep"), "key is no short name"),
        (changed("indicator", 0, "question", to=...), "question is missing"),
        (changed("indicator", 0, "name", to={"en": "Sleep"}), "has no Danish text"),
        (changed("indicator", 0, "name", "xx", to="?"), "xx is no language"),
        (changed("step", 0, "name", "da", to=" "), "is empty"),
        (changed("step", 0, "name", "da", to="<b>Ikke</b>"), "contains HTML"),
        (changed("step", 0, "name", "da", to="Ik\u202eke"), "invisible sign"),
        (changed("step", 0, "name", "da", to="I" * 161), "at most 160"),
    ],
)
def test_a_set_that_is_not_right_is_refused(tmp_path: Path, written: dict[str, Any], told: str) -> None:
    with pytest.raises(IndicatorFault) as fault:
        read(a_file(tmp_path, written))
    assert told in str(fault.value)


def test_the_command_brings_it_in(tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed, file = Installed(tmp_path, keys, monkeypatch), str(a_file(tmp_path, OURS))
    command = ("instrument", "indicators")
    assert "All is well" in installed.run(*command, "check", file).output
    assert installed.run(*command, "import", file).exit_code == 1
    said = installed.run(*command, "import", file, "--yes").output
    assert "- set: companion" in said and "+ sleep in da: Søvn" in said and "our-town version 1 is asked" in said
    assert "Raise version to 2" in installed.run(*command, "import", file, "--yes").output
    shown = installed.run(*command, "show", "--file").output.replace("version = 1", "version = 2")
    (tmp_path / "next.toml").write_text(shown, encoding="utf-8")
    assert installed.run(*command, "import", str(tmp_path / "next.toml"), "--yes").exit_code == 0
