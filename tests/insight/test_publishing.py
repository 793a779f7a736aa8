"""A quarter is published once, frozen, without what it hides; the worker does it when the quarter has waited."""

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from companion.foundation import audit
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.insight import service
from companion.insight.records import FigureTable
from companion.insight.rules import Quarter
from companion.insight.tables import Counted, Label
from companion.worker import figures
from tests.clock import FrozenClock
from tests.insight.conftest import Office

SUMMER = Quarter(date(2026, 7, 1))
ROWS = [Label("a", {"da": "Kursus A"}), Label("b", {"da": "Kursus B"})]
COLUMNS = [Label("unit", {"da": "Jobafdelingen"}), Label("other-units")]


def counted(key: str = "started", circle: str = "all", first: int = 7) -> Counted:
    return Counted(key, circle, ROWS, COLUMNS, [[first, 21], [33, 3]])


def published(*tables: Counted, quarter: Quarter = SUMMER) -> bool:
    return service.publish(quarter=quarter, tables=tables or [counted()], actor=audit.WORKER)


def test_it_works(office: Office) -> None:
    assert published()
    (one,) = service.published()
    (told,) = service.tables_of(one.id, role="caseworker")
    assert (one.quarter, told.table.total, told.table.rows[0].text) == (SUMMER, 64, {"da": "Kursus A"})
    assert told.table.cells == [[None, None], [None, None]] and told.table.row_totals == [28, 36]


def test_what_is_published_stays(office: Office) -> None:
    published()
    assert not published(counted(first=99))
    (one,) = service.published()
    assert service.tables_of(one.id, role="caseworker")[0].table.total == 64


def test_what_is_hidden_is_kept_nowhere(office: Office) -> None:
    published(Counted("started", "all", ROWS, COLUMNS, [[4, 1], [2, 3]]))
    with reading() as db:
        body = db.execute(select(FigureTable.body)).scalar_one()
    assert set(re.findall(r"\d+", json.dumps(body))) == {"5", "10"}  # two rows of five people; no cell of them


@pytest.mark.parametrize(
    ("role", "read"),
    [
        ("caseworker", [("started", "all"), ("well-being", "all")]),
        ("therapist", [("started", "all"), ("well-being", "all"), ("started", "health")]),
        ("administrator", [("started", "all")]),
        ("interpreter", [("started", "all")]),
    ],
)
def test_each_role_reads_its_own_circle(office: Office, role: str, read: list[tuple[str, str]]) -> None:
    published(counted(), counted("well-being"), counted("started", "health"))
    (one,) = service.published()
    tables = service.tables_of(one.id, role=role)
    assert [(each.table.key, each.table.circle) for each in tables] == read
    hidden = {each.id for each in service.tables_of(one.id, role="therapist")} - {each.id for each in tables}
    for table in hidden:
        with pytest.raises(NotFound):
            service.table(table, role=role)


def test_the_worker_publishes_when_the_quarter_has_waited(office: Office, clock: FrozenClock, runtime: Runtime) -> None:
    figures.if_due()
    figures.if_due()
    assert [one.begins for one in service.published()] == [date(2026, 7, 1)]
    clock.move(timedelta(days=46))  # 7 January 2027: the last quarter still waits
    figures.if_due()
    assert len(service.published()) == 1
    clock.move(timedelta(days=1))
    figures.if_due()
    assert [one.begins for one in service.published()] == [date(2026, 10, 1), date(2026, 7, 1)]
