"""The catalogue: ten kinds of help from the start; a municipality's own list comes and goes with a preview."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from companion.foundation.audit import AuditLine
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.language.table import languages
from companion.language.text import Text, lacking
from companion.plan import catalogue
from companion.plan.catalogue import CatalogueMoved, Differences
from companion.plan.catalogue_file import read
from companion.plan.catalogue_types import KL_TERMS, TaskType, provenance_of, task_types
from companion.plan.measure import Measure
from companion.plan.rules import duty_words
from tests.clock import FrozenClock
from tests.house import tree
from tests.people import MADE_BY
from tests.plan import catalogue_csv
from tests.programmes.test_templates import LIX_LIMIT, lix


@pytest.fixture
def listed(tmp_path: Path) -> tuple[Measure, ...]:
    """The measures of the good file."""
    return read(catalogue_csv.write(tmp_path), today=date(2026, 11, 22))


def taken(*wanted: Measure, withdraw: bool = False) -> Differences:
    found = catalogue.compare(wanted)
    return catalogue.take_in(wanted=wanted, expected=found, withdraw=withdraw, actor=MADE_BY)


def test_it_works(runtime: Runtime, listed: tuple[Measure, ...]) -> None:
    assert len(taken(*listed).new) == 2
    assert list(catalogue.measures()) == list(listed)
    assert [one.key for one in catalogue.offers().to_call] == ["talk"]
    assert [one.key for one in catalogue.offers().to_ask_for] == ["class"]
    assert len(catalogue.offers().kinds) == 8


def test_ten_kinds_are_told_before_anybody_filled_the_list(runtime: Runtime) -> None:
    assert len(catalogue.offers().kinds) == len(task_types()) == 10
    icons = (tree.ROOT / "companion" / "static" / "icons.svg").read_text(encoding="utf-8")
    assert len({one.icon for one in task_types().values()}) == 10
    assert all(f'<symbol id="{one.icon}"' in icons for one in task_types().values())
    assert all(set(one.kl_terms) <= set(KL_TERMS) for one in task_types().values())


@pytest.mark.parametrize("kind", task_types().values(), ids=lambda kind: kind.key)
def test_a_kind_is_told_easily_and_freely_in_every_language(kind: TaskType) -> None:
    texts: list[Text] = [kind.name, kind.about]
    assert not [code for code in languages() if lacking(code, *texts)]
    assert lix(text["da"] for text in texts) <= LIX_LIMIT
    assert not [word for text in texts for word in duty_words(text)]
    assert provenance_of("uk") == provenance_of("ti") == "unreviewed"


def test_a_second_import_changes_what_differs_and_nothing_else(runtime: Runtime, listed: tuple[Measure, ...]) -> None:
    talk, lesson = listed
    taken(*listed)
    moved = replace(talk, phone="72 00 00 99", hours=())
    found = taken(moved, lesson)
    assert (found.new, [one.differing for one in found.changed]) == ([], [["phone", "hours"]])
    assert catalogue.measures()[0].phone == "72 00 00 99"
    assert taken(moved, lesson) == Differences([], [], [])
    assert len(imports()) == 2  # what changed nothing is no event


def test_what_is_not_in_the_file_stays_unless_it_is_withdrawn(runtime: Runtime, listed: tuple[Measure, ...]) -> None:
    talk, lesson = listed
    taken(*listed)
    assert [one.key for one in taken(talk).gone] == ["class"]
    assert len(catalogue.measures()) == 2
    taken(talk, withdraw=True)
    assert [one.key for one in catalogue.measures()] == ["talk"]
    assert [one.key for one in taken(talk, lesson).new] == ["class"]  # and comes back under its key


def test_a_catalogue_that_moved_since_the_preview_is_left_alone(runtime: Runtime, listed: tuple[Measure, ...]) -> None:
    seen = catalogue.compare(listed)
    taken(listed[0])
    with pytest.raises(CatalogueMoved):
        catalogue.take_in(wanted=listed, expected=seen, actor=MADE_BY)
    assert len(catalogue.measures()) == 1


def test_entries_grow_old_with_the_clock(runtime: Runtime, clock: FrozenClock, listed: tuple[Measure, ...]) -> None:
    taken(*listed)
    assert catalogue.stale() == (1, 2)  # one was verified in March
    clock.move(timedelta(days=178))
    assert catalogue.stale() == (1, 2)
    clock.move(timedelta(days=1))
    assert catalogue.stale() == (2, 2)


@pytest.mark.parametrize(
    ("words", "topic", "found"),
    [
        ("", None, ["talk", "class"]),
        ("ALKOHOL ring", None, ["talk"]),
        ("الكحول", None, ["talk"]),
        ("stoffer", None, ["talk"]),  # a word of its type
        ("sprogskolen", None, ["class"]),
        ("", "education", ["class"]),
        ("alkohol", "education", []),
    ],
)
def test_every_word_counts_in_whichever_language(
    runtime: Runtime, listed: tuple[Measure, ...], words: str, topic: str | None, found: list[str]
) -> None:
    taken(*listed)
    assert [one.key for one in catalogue.found_by(words=words, task_type=topic)] == found


def imports() -> list[object]:
    with reading() as db:
        return list(db.scalars(select(AuditLine.id).where(AuditLine.event == "catalogue.imported")))
