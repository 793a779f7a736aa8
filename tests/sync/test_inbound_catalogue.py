"""An entry of the catalogue that an outside system wrote says so, and only that system changes or ends it."""

import importlib
from datetime import date
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask.testing import FlaskClient
from sqlalchemy import update

from companion.foundation.database import transaction
from companion.foundation.origin import OwnedElsewhere
from companion.foundation.runtime import Runtime
from companion.plan import catalogue
from companion.plan.catalogue_file import measure_of
from companion.plan.measure import Measure
from companion.plan.records import CatalogueMeasure
from companion.sync import api_clients
from companion.sync.inbound_faults import Faulty
from tests.people import MADE_BY, signed_in, staff
from tests.sync.outside import Outside, an_outside

pytestmark = pytest.mark.usefixtures("runtime")
STEP: Any = importlib.import_module("companion.migrations.versions.0043_entries_of_outside_systems")


def offer(**more: Any) -> dict[str, Any]:
    """An entry as a client sends it."""
    texts = {name: {"da": "Gåtur i parken"} for name in ("title", "about", "owner")}
    return {"task_type": "lifestyle", **texts, "source": "KY", "verified_on": "2026-11-20", **more}


def a_measure(key: str) -> Measure:
    """A line of the municipality's own file."""
    texts = {f"{name}_da": "Gåtur i skoven" for name in ("title", "about", "owner")}
    row = {"key": key, "task_type": "lifestyle", **texts, "source": "Kommunens liste", "verified_on": "2026-11-20"}
    return measure_of(row, date(2026, 11, 22))


@pytest.fixture
def ky(runtime: Runtime) -> Outside:
    """The employment unit's system, which offers a walk."""
    made = an_outside()
    made.keeps("catalogue", "walk", body=offer())
    return made


def owners() -> dict[str, str | None]:
    return {one.key: one.system for one in catalogue.measures()}


def keeps_here(*keys: str, withdraw: bool = False) -> None:
    """The municipality takes in its own file."""
    wanted = [a_measure(key) for key in keys]
    expected = catalogue.compare(wanted)
    catalogue.take_in(wanted=wanted, expected=expected, withdraw=withdraw, actor=MADE_BY)


def refused(outside: Outside, **how: Any) -> tuple[int, str]:
    """Status and code of what is refused."""
    with pytest.raises(Faulty) as caught:
        outside.keeps("catalogue", how.pop("key", "walk"), **how)
    return caught.value.status, caught.value.faults[0].code


def test_it_says_which_system(engine: str, ky: Outside) -> None:
    keeps_here("own")
    assert owners() == {"walk": "KY", "own": None}


def test_staff_read_it(client: FlaskClient, ky: Outside) -> None:
    shown = signed_in(client, staff("caseworker")).get("/desk/catalogue").text
    assert "Kommer fra <bdi>KY</bdi>. Ret den dér." in shown


def test_a_file_neither_changes_nor_ends_it(engine: str, ky: Outside) -> None:
    with pytest.raises(OwnedElsewhere):
        keeps_here("walk")
    keeps_here("own", withdraw=True)
    assert owners() == {"walk": "KY", "own": None}


def test_a_system_takes_no_entry_from_people_or_from_another_system(engine: str, ky: Outside) -> None:
    keeps_here("own")
    other = an_outside(name="Other", cpr="0201901234")
    assert refused(ky, key="own", body=offer()) == (409, "KeptHere")
    assert refused(other, body=offer()) == (409, "OwnedElsewhere")
    assert owners() == {"walk": "KY", "own": None}


def test_its_own_system_changes_and_ends_it_and_then_it_is_free(engine: str, ky: Outside) -> None:
    assert ky.keeps("catalogue", "walk", body=offer(capacity=4), if_match='"1"').status == 200
    ky.keeps("catalogue", "walk", if_match='"2"', end=True)
    assert owners() == {}
    keeps_here("walk")
    assert owners() == {"walk": None}


def test_what_a_system_left_behind_is_peoples(engine: str, ky: Outside) -> None:
    api_clients.end(ky.client.id, actor=MADE_BY)
    keeps_here("walk")
    assert owners() == {"walk": None}


def test_the_command_names_the_line(ky: Outside) -> None:
    from click import ClickException

    from companion.cli.programme_catalogue import _refuse_theirs

    with pytest.raises(ClickException, match="walk comes from KY and is changed there"):
        _refuse_theirs(catalogue.compare([a_measure("walk")]))


def test_the_step_of_the_database_finds_them(runtime: Runtime, ky: Outside) -> None:
    keeps_here("own")
    ky.keeps("catalogue", "gone", body=offer())
    ky.keeps("catalogue", "gone", if_match='"1"', end=True)
    with runtime.database.writer.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        STEP.downgrade()
        STEP.upgrade()
    with transaction() as session:
        session.execute(update(CatalogueMeasure).values(withdrawn_at=None))
    assert owners() == {"walk": "KY", "own": None, "gone": None}
