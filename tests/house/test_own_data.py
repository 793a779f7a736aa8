"""R9: a table with a citizen in it stands in her copy, in the erasure and in a class of retention."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, Table, Uuid

from companion.foundation.copies import Erasure, Room
from companion.me import erasing, own_copy, retention
from companion.me.own_copy_sections import SECTIONS
from companion.migrations.metadata import METADATA
from tests.house import tree

PERSON_COLUMNS = {"citizen_id", "person_id", "citizen", "person"}  # where there is no foreign key to tell
BEGIN, END = "<!-- retention: begin -->", "<!-- retention: end -->"


def test_every_table_with_a_citizen_is_covered() -> None:
    covered = Counter(table for _name, room in own_copy.ROOMS for table in room.TABLES)
    aged = Counter(table for one in retention.shipped().values() for table in one.tables)
    left_out = list(faults(METADATA, covered, aged, own_copy.EXEMPT))
    assert not left_out, "\n".join(left_out)


def test_every_room_with_an_own_copy_is_asked() -> None:
    there = {path.parts[-2] for path in (tree.ROOT / "companion").glob("*/own_copy.py")} - {"me"}
    asked = {room.__name__.split(".")[1] for _name, room in own_copy.ROOMS} - {"me"}  # type: ignore[attr-defined] # modules
    assert there == asked


def test_every_covered_table_exists_and_has_a_heading() -> None:
    covered = {table for _name, room in own_copy.ROOMS for table in room.TABLES}
    assert covered <= set(METADATA.tables) and covered == set(SECTIONS)
    assert set(own_copy.EXEMPT) <= set(METADATA.tables)


def test_every_class_has_what_removes_it_and_what_it_says_at_erasure() -> None:
    rules = [key for _name, room in own_copy.ROOMS for key in room.FORGET]
    assert set(rules) == set(retention.shipped()) and len(rules) == len(set(rules))
    kept = set(of_rule(Erasure.STAYS))
    assert {one.key for one in retention.shipped().values() if kept & set(one.tables)} == set(erasing.WHY)


def test_the_table_in_the_docs_is_what_the_program_does() -> None:
    told = (tree.ROOT / "docs" / "municipality.md").read_text(encoding="utf-8")
    shown = told.partition(BEGIN)[2].partition(END)[0].strip()
    assert shown == "\n".join(rows()), f"put this between {BEGIN} and {END}:\n" + "\n".join(rows())


@pytest.mark.parametrize("column", ["citizen_id", "noted_for"])
def test_a_new_table_is_seen_until_it_is_covered(column: str) -> None:
    new = MetaData()
    Table("person", new, Column("id", Uuid, primary_key=True))
    keys = [ForeignKey("person.id")] if column == "noted_for" else []
    Table("note", new, Column("id", Uuid, primary_key=True), Column(column, Uuid, *keys))
    (copied, aged) = list(faults(new, Counter(["person"]), Counter(["person"]), {}))
    assert "note has a person in it" in copied and "own_copy.py" in copied and "retention.toml" in aged
    assert not list(faults(new, Counter(["person", "note"]), Counter(["person", "note"]), {}))
    assert not list(faults(new, Counter(["person"]), Counter(["person"]), {"note": "no citizen"}))
    assert list(faults(new, Counter(["person", "note", "note"]), Counter(["person", "note"]), {}))
    assert list(faults(new, Counter(["person", "note"]), Counter(["person", "note"]), {"note": "both"}))


def faults(
    metadata: MetaData, covered: Mapping[str, int], aged: Mapping[str, int], exempt: Collection[str]
) -> Iterator[str]:
    """One sentence for each table with a person in it that is left out, or told twice; it says what to do."""
    for name in sorted(name for name, table in metadata.tables.items() if has_a_person(table)):
        if covered.get(name, 0) + (name in exempt) != 1:
            yield (
                f"{name} has a person in it: name it once in TABLES of its room's own_copy.py, with a line in export_of"
                f" and in erase, or say in me/own_copy.py EXEMPT why not (named {covered.get(name, 0)} times)"
            )
        if aged.get(name, 0) != (name not in exempt):
            yield (
                f"{name} has a person in it: name it in one class of me/retention.toml, and let the room's FORGET"
                f" remove what is too old (named {aged.get(name, 0)} times)"
            )


def has_a_person(table: Table) -> bool:
    """Whether a row of this table can point at a citizen."""
    linked = {key.column.table.name for key in table.foreign_keys}
    return table.name == "person" or "person" in linked or bool(PERSON_COLUMNS & {column.name for column in table.c})


def of_rule(rule: Erasure) -> Iterator[str]:
    """Every table with this rule at erasure."""
    rooms: list[Room] = [room for _name, room in own_copy.ROOMS]
    yield from (table for room in rooms for table, one in room.TABLES.items() if one is rule)


def rows() -> Iterator[str]:
    """The table of retention as the docs show it."""
    yield "| class | tables | days | after | why so long | source |"
    yield "|---|---|---|---|---|---|"
    for one in retention.shipped().values():
        tables = ", ".join(one.tables)
        yield f"| {one.key} | {tables} | {one.days} | {one.after} | {one.reason} | {one.source} |"
