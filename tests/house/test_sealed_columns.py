"""Every column of bytes says whether it is sealed, so that a rotation of keys forgets none."""

import re

from companion.foundation import sealed
from companion.migrations.metadata import METADATA
from tests.house import tree

_SEALING = re.compile(r"\bseal\([^)]*?table=\"(\w+)\"[^)]*?field=\"(\w+)\"", re.DOTALL)


def test_every_column_of_bytes_says_what_it_is() -> None:
    assert METADATA.tables
    silent = [f"{column.table.name}.{column.name}" for column in sealed.of_bytes() if "sealed" not in column.info]
    assert not silent


def test_what_is_not_sealed_says_why() -> None:
    assert all(column.info["sealed"] or len(column.info["why"]) > 5 for column in sealed.of_bytes())


def test_a_sealed_column_stands_under_one_row() -> None:
    assert all(len(column.table.primary_key.columns) == 1 for column in sealed.columns())


def test_every_place_that_seals_names_a_column_that_says_so() -> None:
    """A value sealed under another name than its column's would not open any more after `companion keys reseal`."""
    declared = {(column.table.name, column.name) for column in sealed.columns()}
    found = {
        place for path in tree.named(".py", under="companion") for place in _SEALING.findall(path.read_text("utf-8"))
    }
    assert found and found <= declared
