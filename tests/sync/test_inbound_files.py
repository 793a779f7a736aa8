"""CSV files instead of calls: tried first, kept then; what each line would change, and where a fault stands."""

from pathlib import Path

import pytest

from companion.plan import service as plans
from companion.sync import inbound_csv
from companion.sync.api_models import PersonIn
from companion.sync.inbound_csv import FileRefused
from companion.sync.inbound_people import key_of
from tests.sync.outside import CPR, a_measure, an_outside, citizen_of
from tests.sync.test_inbound import with_a_plan

pytestmark = pytest.mark.usefixtures("runtime")


def a_file(folder: Path, text: str) -> Path:
    """A CSV file."""
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_tried_and_then_kept(engine: str, tmp_path: Path) -> None:
    outside = with_a_plan(an_outside())
    file = a_file(
        tmp_path,
        "identifier;person.cpr;staff;kind;track;title.da;why.da\n"
        f"m-1;{CPR};{outside.staff.id};offer;job;Besøg;Du vil se stedet.\n",
    )
    for dry_run, status in ((True, 201), (False, 201), (False, 200)):
        (line,) = inbound_csv.take(outside.client, "measures", file, dry_run=dry_run)
        assert (line.number, line.outcome.status) == (2, status), line.faults
    plan = plans.for_citizen(citizen_of(outside))
    assert plan is not None and len(plan.cards) == 1


def test_a_file_says_what_each_line_would_change(engine: str, tmp_path: Path) -> None:
    outside = with_a_plan(an_outside())
    for name in ("m-1", "m-2"):
        outside.keeps("measures", name, body=a_measure(outside))
    told = a_measure(outside)
    line = f"{{0}};{CPR};{outside.staff.id};offer;job;{{1}};{told['why']['da']}\n"
    rows = [("m-1", told["title"]["da"]), ("m-2", "Besøg på et lager"), ("m-3", "Besøg"), ("m 4", "Besøg")]
    head = "identifier;person.cpr;staff;kind;track;title.da;why.da\n"
    file = a_file(tmp_path, head + "".join(line.format(*row) for row in rows))
    for dry_run in (True, True, False):
        lines = inbound_csv.take(outside.client, "measures", file, dry_run=dry_run)
        assert [str(one.change) for one in lines] == ["the same", "changed (title.da)", "new", ""]
    outside.keeps("measures", "m-3", if_match='"1"', end=True)
    again = inbound_csv.take(outside.client, "measures", file, dry_run=True)
    assert [str(one.change) for one in again] == ["the same", "the same", "new", ""]


def test_a_person_is_new_to_this_system_whoever_else_knows_her(engine: str, tmp_path: Path) -> None:
    outside, other = an_outside(), an_outside("health", "Sund", cpr="0101801235")
    key_of(outside.client, PersonIn(replacement_number="010180UKA1", name="Olena", adult=True))
    people = [f"{CPR},,Amina", "0101801235,,Olena", "0202901234,010180UKA1,Olena", "010190x,,Yusuf"]
    file = a_file(tmp_path, "cpr,replacement_number,name\n" + "\n".join(people) + "\n")
    lines = inbound_csv.take(outside.client, "people", file, dry_run=True)
    assert [str(one.change) for one in lines] == ["the same", "new", "changed (cpr)", ""]
    assert str(inbound_csv.take(other.client, "people", file, dry_run=True)[1].change) == "the same"


def test_a_file_says_line_and_column_and_no_number(engine: str, tmp_path: Path) -> None:
    outside = an_outside()
    file = a_file(tmp_path, f"cpr,name,adult\n{CPR},Amina,ja\n{CPR}9,Yusuf,nej\n0202901234,,ja\n")
    lines = inbound_csv.take(outside.client, "people", file, dry_run=True)
    wrong = [sentence for line in lines for sentence in line.faults]
    assert [sentence.partition(":")[0] for sentence in wrong] == ["line 3, column 'cpr'", "line 4, column 'name'"]
    assert CPR not in str(wrong) and [line.outcome.status for line in lines] == [200, 422, 422]


@pytest.mark.parametrize("text", ["cpr,nummer\n", "cpr,cpr\n", "cpr,name\n1\n", 'cpr,name\n"1,2\n'])
def test_a_file_that_is_none_is_refused_whole(engine: str, tmp_path: Path, text: str) -> None:
    with pytest.raises(FileRefused):
        inbound_csv.take(an_outside().client, "people", a_file(tmp_path, text), dry_run=True)
