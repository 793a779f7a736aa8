"""A closed quarter is counted from what is there: programmes, released results, contacts and worries."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from companion.caseload import contacting
from companion.caseload import service as caseload
from companion.concerns import counted as concerns
from companion.foundation.runtime import Runtime
from companion.insight import counting
from companion.insight.rules import Quarter
from companion.insight.tables import Counted, Label
from companion.plan import service as plans
from companion.programmes import service as programmes
from companion.programmes.counted import Taking
from companion.sync import released, told
from companion.sync import service as sync
from companion.sync.released import ReleasedBand
from tests.clock import FrozenClock
from tests.concerns.worried import a_coordinator, answers, worries
from tests.insight.conftest import Office
from tests.people import MADE_BY, a_citizen
from tests.sync.facts import a_world
from tests.sync.sharing import a_reading, sharing

SUMMER = Quarter(date(2026, 7, 1))
AUTUMN = Quarter(date(2026, 10, 1))


def by_key(tables: Sequence[Counted], key: str, circle: str = "all") -> Counted:
    return next(one for one in tables if (one.key, one.circle) == (key, circle))


def cell(table: Counted, row: str, column: str) -> int:
    rows, columns = [one.code for one in table.rows], [one.code for one in table.columns]
    return table.values[rows.index(row)][columns.index(column)]


def enrolled(office: Office, programme: str, starts_on: date, *, health: bool = False) -> uuid.UUID:
    held = office.hanne if health else office.karen
    assert held.unit
    everybody = {"caseworker": office.karen.id, "ips-consultant": office.karen.id}
    everybody |= {"therapist": office.hanne.id, "health-coordinator": office.hanne.id}
    citizen = a_citizen()
    plans.start(citizen=citizen.id, purpose={"da": "Et job"}, unit=held.unit, actor=MADE_BY)
    return programmes.enrol(
        citizen=citizen.id,
        programme_id=programme,
        starts_on=starts_on,
        unit=held.unit,
        staff=held.id,
        others=everybody,
        actor=MADE_BY,
    )


def test_it_counts_who_started_ran_and_completed(office: Office) -> None:
    enrolled(office, "toender-diabetes", date(2026, 10, 5), health=True)  # eight weeks: over on 30 November
    enrolled(office, "toender-diabetes", date(2026, 12, 21), health=True)
    tables = counting.quarter(AUTUMN)
    unit = str(office.hanne.unit)
    counts = [
        cell(by_key(tables, key, "health"), "toender-diabetes", unit) for key in ("started", "running", "completed")
    ]
    assert counts == [2, 1, 1]
    assert cell(by_key(counting.quarter(SUMMER), "started", "health"), "toender-diabetes", unit) == 0


def test_who_left_early_did_not_complete(office: Office, clock: FrozenClock) -> None:
    left = enrolled(office, "toender-diabetes", date(2026, 11, 9), health=True)
    programmes.end(enrolment_id=left, actor=MADE_BY)
    completed = by_key(counting.quarter(AUTUMN), "completed", "health")
    assert sum(map(sum, completed.values)) == 0


def test_what_only_health_knows_is_in_no_table_of_all(office: Office) -> None:
    enrolled(office, "toender-diabetes", date(2026, 10, 5), health=True)
    tables = [one for one in counting.quarter(AUTUMN) if one.circle == "all"]
    assert tables and not any(sum(map(sum, one.values)) for one in tables)
    assert not [label for one in tables for label in one.rows if label.code == "toender-diabetes"]


def test_only_released_results_with_a_living_consent_count(office: Office, clock: FrozenClock) -> None:
    amina = sharing()
    clock.move(timedelta(days=20))
    a_reading(amina.citizen, (1, 1, 1, 1, 1))  # seen by her alone
    assert released_bands() == []
    amina.release()
    assert released_bands() == []  # it can still be taken back
    clock.move(timedelta(hours=2))
    assert released_bands() == ["good"]
    amina.withdraw()
    assert released_bands() == []


def test_one_reading_is_one_result_though_its_answers_are_shared_too(clock: FrozenClock, runtime: Runtime) -> None:
    """Answers alone, which only a health unit gets, count nowhere."""
    world = a_world()
    sync.release(reading_id=world.reading, what=told.ANSWERS, actor=world.selam.actor)
    clock.move(timedelta(hours=2))
    assert released_bands() == []
    sync.release(reading_id=world.reading, actor=world.selam.actor)
    clock.move(timedelta(hours=2))
    assert released_bands() == ["good"]


def test_before_and_after_are_of_the_same_people() -> None:
    """Two released results, the first around the first day: a single one, or a late first one, counts nowhere."""
    begun, unit = date(2026, 8, 3), uuid.uuid4()
    takings = [Taking(uuid.UUID(int=one), "a", unit, begun, date(2026, 10, 1), to_the_end=True) for one in range(4)]
    shown = [
        ReleasedBand(uuid.UUID(int=0), begun, "low"),
        ReleasedBand(uuid.UUID(int=0), date(2026, 9, 30), "good"),
        ReleasedBand(uuid.UUID(int=1), begun, "low"),
        ReleasedBand(uuid.UUID(int=2), begun + timedelta(days=40), "low"),
        ReleasedBand(uuid.UUID(int=2), begun + timedelta(days=58), "good"),
    ]
    table = counting.before_and_after("all", [Label("a")], takings, shown)
    assert [column.code for column in table.columns][:2] == ["before-low", "before-middle"]
    assert (table.values, table.twice) == ([[1, 0, 0, 0, 0, 1]], True)


def test_a_worry_without_an_answer_grows_older(office: Office, clock: FrozenClock) -> None:
    coordinator = a_coordinator()
    first, _second = worries(a_citizen()), worries(a_citizen())
    ages = [sum(concerns.unanswered(clock.now().date() + timedelta(days=day)).values()) for day in (0, 1)]
    assert ages == [0, 2]
    assert concerns.unanswered(clock.now().date() + timedelta(days=8)) == {("health", "health-coordinator", "older"): 2}
    answers(coordinator, first)
    assert list(concerns.unanswered(clock.now().date() + timedelta(days=2)).values()) == [1]
    assert sum(map(sum, by_key(counting.quarter(AUTUMN), "waiting").values)) == 0  # health's alone


def test_reached_is_who_answered(office: Office, clock: FrozenClock) -> None:
    for kinds in (("no-answer", "met"), ("no-answer",), ()):
        citizen = a_citizen()
        assert office.karen.unit
        caseload.relate(
            citizen=citizen.id,
            staff=office.karen.id,
            role="caseworker",
            unit=office.karen.unit,
            responsible=True,
            actor=MADE_BY,
        )
        for kind in kinds:
            contacting.log(citizen=citizen.id, kind=kind, actor=office.karen.actor)
    table = by_key(counting.quarter(AUTUMN), "reached")
    assert [cell(table, str(office.karen.unit), one) for one in ("reached", "not-reached", "not-tried")] == [1, 1, 1]


def released_bands() -> list[str]:
    return [one.lies_in for one in released.bands(until=AUTUMN.ends)]
