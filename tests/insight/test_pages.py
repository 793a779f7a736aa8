"""`/desk/insight` shows what is published, in words, bars and files; administrators put figures of others beside it."""

import csv
import io
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from companion.caseload import counted as caseload
from companion.foundation import audit
from companion.insight import outside, service
from companion.insight.rules import Quarter
from companion.insight.shares import unreachable
from companion.insight.tables import Counted, Label, safe
from tests.clock import FrozenClock
from tests.insight.conftest import Office
from tests.insight.test_publishing import SUMMER, counted
from tests.people import a_citizen, signed_in

FIGURE = {
    "what": "På ydelse tre måneder efter start",
    "area": "Hele landet",
    "percent": "22",
    "source": "Benchmark 2020",
    "published_on": "2020-11-02",
}
BANDS = [Label(f"{when}-{band}") for when in ("before", "after") for band in ("low", "middle", "good")]
TWICE = Counted("well-being", "all", [Label("a", {"da": "Kursus A"})], BANDS, [[9, 8, 7, 6, 8, 10]], twice=True)


def publish(quarter: Quarter = SUMMER) -> str:
    tables = [counted(first=70), TWICE, counted("waiting", "health")]
    service.publish(quarter=quarter, tables=tables, actor=audit.WORKER)
    return str(service.published()[0].id)


def test_it_works(client: FlaskClient, office: Office) -> None:
    publish()
    html = signed_in(client, office.karen).get("/desk/insight").text
    assert "3. kvartal 2026" in html and "Begyndte på et forløb" in html and 'role="img"' in html
    assert "Kursus A" in html and "91" in html and "Skjult" in html
    assert html.count("<h1>") == 1 and "waiting-health" not in html


def contacts(*units: tuple[int, int, int]) -> Counted:
    rows = [Label(f"u{number}", {"da": f"Enhed {number}"}) for number, _unit in enumerate(units)]
    return Counted("reached", "all", rows, [Label(one) for one in caseload.OUTCOMES], units)


def test_the_share_without_an_answer_is_of_those_who_were_tried(client: FlaskClient, office: Office) -> None:
    service.publish(quarter=SUMMER, tables=[contacts((30, 10, 60), (20, 20, 9))], actor=audit.WORKER)
    html = signed_in(client, office.ole).get("/desk/insight").text
    assert html.count("Andel uden svar") > 1 and [f"{one} %" in html for one in (25, 50, 38, 10)] == [True] * 3 + [
        False
    ]


def test_a_share_is_hidden_with_its_numbers() -> None:
    table = safe(contacts((30, 2, 60), (20, 20, 9), (40, 10, 9)))
    shares = unreachable(table)
    assert shares is not None and shares[0] is None
    known = [None not in cells[:2] for cells in (*table.cells, table.column_totals)]
    assert [share is not None for share in shares] == known
    assert unreachable(safe(TWICE)) is None


def test_nothing_is_there_before_a_quarter_has_ended(client: FlaskClient, office: Office) -> None:
    assert "Der er ingen tal endnu" in signed_in(client, office.karen).get("/desk/insight").text


def test_older_quarters_stay_readable(client: FlaskClient, office: Office) -> None:
    older = publish(Quarter(date(2026, 4, 1)))
    publish()
    page = signed_in(client, office.hanne).get(f"/desk/insight/{older}")
    assert page.status_code == 200 and "2. kvartal 2026" in page.text and 'id="waiting-health"' in page.text


def test_a_file_has_what_the_page_has(client: FlaskClient, office: Office) -> None:
    quarter = publish()
    karen = signed_in(client, office.karen)
    (first, *_others) = service.tables_of(service.published()[0].id, role="caseworker")
    answer = karen.get(f"/desk/insight/tables/{first.id}.csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.mimetype == "text/csv" and quarter
    assert rows[0] == ["", "Jobafdelingen", "Andre enheder", "I alt"] and rows[1][0] == "Kursus A"
    assert rows[1][3] == "91" and rows[2][2] == ""  # three people


def test_a_table_of_health_answers_404_to_others(client: FlaskClient, office: Office) -> None:
    quarter = publish()
    (secret,) = [
        one.id for one in service.tables_of(service.published()[0].id, role="therapist") if one.table.circle == "health"
    ]
    for person in (office.karen, office.ole):
        assert signed_in(client, person).get(f"/desk/insight/tables/{secret}.csv").status_code == 404
    assert signed_in(client, office.hanne).get(f"/desk/insight/tables/{secret}.csv").status_code == 200
    assert client.get(f"/desk/insight/{secret}").status_code == 404 and quarter


def test_an_administrator_reads_nothing_about_health(client: FlaskClient, office: Office) -> None:
    publish()
    html = signed_in(client, office.ole).get("/desk/insight").text
    assert "Begyndte på et forløb" in html and "Trivsel" not in html


def test_citizens_have_no_such_page(client: FlaskClient, office: Office) -> None:
    assert signed_in(client, a_citizen()).get("/desk/insight").status_code == 403


def test_a_published_figure_stands_beside_ours_with_source_and_day(client: FlaskClient, office: Office) -> None:
    ole = signed_in(client, office.ole)
    assert ole.post("/desk/insight/figures", data=FIGURE).status_code == 303
    html = signed_in(client, office.karen).get("/desk/insight").text
    assert "22,0" in html or "22" in html
    assert "Benchmark 2020" in html and "2. november 2020" in html


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"percent": "101"}, "fra 0 til 100"),
        ({"percent": "NaN"}, "fra 0 til 100"),
        ({"percent": "1e-3"}, "fra 0 til 100"),
        ({"source": " "}, "navn, sted og kilde"),
        ({"what": "x" * 201}, "navn, sted og kilde"),
        ({"published_on": "2030-01-01"}, "fremtiden"),
        ({"published_on": "i går"}, "fremtiden"),
    ],
)
def test_a_wrong_figure_is_told_and_nothing_is_lost(
    client: FlaskClient, office: Office, wrong: dict[str, str], said: str
) -> None:
    answer = signed_in(client, office.ole).post("/desk/insight/figures", data={**FIGURE, **wrong})
    assert answer.status_code == 422 and said in answer.text and "Hele landet" in answer.text
    assert not outside.figures()


def test_a_figure_goes_again_once(client: FlaskClient, office: Office) -> None:
    ole = signed_in(client, office.ole)
    ole.post("/desk/insight/figures", data=FIGURE)
    (one,) = outside.figures()
    assert [ole.post(f"/desk/insight/figures/{one.id}/remove").status_code for _time in range(2)] == [303, 404]
    assert not outside.figures()


def test_only_administrators_enter_figures(client: FlaskClient, office: Office, clock: FrozenClock) -> None:
    assert signed_in(client, office.karen).post("/desk/insight/figures", data=FIGURE).status_code == 403
    clock.move(timedelta(minutes=1))
    assert signed_in(client, office.ole, method="code").get("/desk/insight").status_code == 403
