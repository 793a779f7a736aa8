"""`/offers` is for everybody: no sign-in, no case, nothing kept, and no topic in any address."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from companion.foundation.database import reading
from companion.migrations.metadata import METADATA
from companion.plan import catalogue
from companion.plan.catalogue_types import task_types
from companion.plan.measure import Measure
from companion.web.page import SHELF
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, a_unit, signed_in, staff
from tests.plan import catalogue_csv
from tests.web.markup import by_id, elements, language_of


@pytest.fixture
def listed(client: FlaskClient, tmp_path: Path) -> tuple[Measure, ...]:
    """The measures of the good file, on offer."""
    return catalogue_csv.on_offer(tmp_path)


def test_it_works(client: FlaskClient, listed: tuple[Measure, ...]) -> None:
    a_unit()
    html = client.get("/offers").text
    first, second, *kinds = [one.get("data-offer") for one in elements(html, "div") if one.get("data-offer")]
    assert (first, second, set(kinds), len(kinds)) == ("call", "ask", {"kind"}, 8)
    calls = [one.get("href") for one in elements(html, "a") if (one.get("href") or "").startswith("tel:")]
    assert calls == ["tel:72000021", "tel:72000000"]
    for told in ("Du kan ringe uden at sige dit navn.", "mandag", "09.00", "15.00", "Du kan begynde nu.", "6 ugers"):
        assert told in html


def test_before_anybody_filled_the_list_it_tells_the_ten_kinds(client: FlaskClient) -> None:
    html = client.get("/offers").text
    assert html.count('data-offer="kind"') == len(task_types()) == 10
    assert by_id(html, "call-yourself") is None and by_id(html, "municipality") is None


@pytest.mark.parametrize("who", ["a stranger", "somebody without a case", "staff"])
def test_it_is_the_same_for_everybody_and_every_phone_may_keep_it(
    client: FlaskClient, listed: tuple[Measure, ...], who: str
) -> None:
    karen = staff()
    stranger = by_id(client.get("/offers").text, "main")
    if who != "a stranger":  # S23: no unit, no relation, no plan
        signed_in(client, karen if who == "staff" else a_citizen(name="Canary Person"), own_phone=False)
    answer = client.get("/offers")
    assert (answer.status_code, answer.headers["Companion-Keep"]) == (200, "anyone")
    read_by = by_id(answer.text, "main")
    assert stranger is not None and read_by is not None and stranger.text == read_by.text
    assert "Canary Person" not in answer.text and "/offers" in SHELF


def test_it_keeps_nothing(client: FlaskClient, listed: tuple[Measure, ...]) -> None:
    before = rows()
    answer = client.get("/offers")
    assert rows() == before and "Set-Cookie" not in answer.headers


def test_no_address_on_it_names_a_topic(client: FlaskClient, listed: tuple[Measure, ...]) -> None:
    html = client.get("/offers").text
    main = html[html.index("<main") : html.index("</main>")]
    addresses = {one for one in re.findall(r'(?:href|action|id|src)="([^"]*)"', main) if "/icons." not in one}
    named = {*task_types(), *(one.key for one in listed)}
    assert not [address for address in addresses if any(name in address for name in named)]
    assert {one for one in addresses if one.startswith("/")} == {"/help", "/concerns/ask"}


def test_an_old_entry_says_since_when(client: FlaskClient, clock: FrozenClock, listed: tuple[Measure, ...]) -> None:
    assert client.get("/offers").text.count("data-stale") == 1
    assert (
        "Ikke set efter siden" in client.get("/offers").text and 'datetime="2026-03-02"' in client.get("/offers").text
    )
    clock.move(timedelta(days=200))
    assert client.get("/offers").text.count("data-stale") == 2


def test_in_the_readers_language_and_danish_where_there_is_none(
    client: FlaskClient, listed: tuple[Measure, ...]
) -> None:
    html = client.get("/offers", headers={"Accept-Language": "ar"}).text
    assert language_of(html) == ("ar", "rtl")
    assert "حديث عن الكحول" in html and task_types()["family"].name["ar"] in html and "الاثنين" in html
    assert '<span lang="da" dir="ltr" data-instead>Dansk i en lille klasse</span>' in html


def test_a_measure_of_a_type_that_is_gone_is_still_told(client: FlaskClient, listed: tuple[Measure, ...]) -> None:
    wanted = [replace(listed[0], task_type="of-a-former-version")]
    catalogue.take_in(wanted=wanted, expected=catalogue.compare(wanted), actor=MADE_BY)
    assert "En samtale om alkohol" in client.get("/offers").text
    assert client.post("/offers").status_code == 405


@pytest.mark.parametrize("page", ["/help", "/sign-in", "/me"])
def test_the_way_to_it(client: FlaskClient, page: str) -> None:
    if page == "/me":
        signed_in(client, a_citizen())
    assert 'href="/offers"' in client.get(page).text


def rows() -> dict[str, int]:
    """How many rows each table has."""
    with reading() as db:
        return {
            name: int(db.scalar(select(func.count()).select_from(table)) or 0)
            for name, table in METADATA.tables.items()
        }
