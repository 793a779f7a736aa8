"""Before she asks to be called she reads when that is read; when her contact has closed, other numbers come first."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.clock import FrozenClock
from tests.me.a_release import answered
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import by_id, elements

LOW, MIDDLE, GOOD = (2, 2, 2, 1, 1), (3, 3, 3, 2, 1), (5, 4, 3, 2, 1)
OPEN, CLOSED = datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 14, tzinfo=UTC)
SUMMER, WINTER = datetime(2026, 3, 29, 10, tzinfo=UTC), datetime(2026, 10, 25, 10, tzinfo=UTC)  # the clock changes


def result_at(client: FlaskClient, clock: FrozenClock, moment: datetime, chosen: tuple[int, ...]) -> str:
    clock.move(moment - clock.now())
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    answered(amina, chosen)
    return client.get("/check-in/result").text


def read_next(html: str) -> list[str]:
    """The one time that is in sight."""
    return [one.text for one in elements(html, "span") if one.get("data-read-until") and "hidden" not in one.attributes]


@pytest.mark.parametrize(
    ("moment", "chosen", "order"),
    [
        (OPEN, LOW, ["talk", "lines"]),
        (CLOSED, LOW, ["lines", "talk"]),
        (OPEN, MIDDLE, ["talk"]),
        (CLOSED, MIDDLE, ["lines", "talk"]),
        (CLOSED, GOOD, []),
        (SUMMER, LOW, ["lines", "talk"]),
        (WINTER, LOW, ["lines", "talk"]),
    ],
)
def test_when_closed_the_lines_come_first(
    client: FlaskClient, clock: FrozenClock, moment: datetime, chosen: tuple[int, ...], order: list[str]
) -> None:
    html = result_at(client, clock, moment, chosen)
    there = [(html.index(f'id="{name}"'), name) for name in ("talk", "lines") if by_id(html, name)]
    assert [name for _place, name in sorted(there)] == order


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (OPEN, "tirsdag d. 24. november"),
        (CLOSED, "onsdag d. 25. november"),
        (SUMMER, "mandag d. 30. marts"),
        (WINTER, "mandag d. 26. oktober"),
    ],
)
def test_the_next_reading_is_told_before_the_tap(
    client: FlaskClient, clock: FrozenClock, moment: datetime, day: str
) -> None:
    html = result_at(client, clock, moment, LOW)
    (told,) = read_next(html)
    assert day in told and "15.00" in told and "på hverdage" in html
    assert html.index("data-read-until") < html.index('action="/call-me"')


def test_without_anybody_the_lines_come_first(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answered(amina, MIDDLE)
    html = client.get("/check-in/result").text
    assert html.index('id="lines"') < html.index('id="talk"')


@pytest.mark.parametrize(("moment", "hidden"), [(OPEN, True), (CLOSED, False)])
def test_today_says_so_too(client: FlaskClient, clock: FrozenClock, moment: datetime, hidden: bool) -> None:
    result_at(client, clock, moment, GOOD)
    html = client.get("/").text
    (banner,) = [one for one in elements(html, "div") if "data-when-closed" in one.attributes]
    assert ("hidden" in banner.attributes) == hidden and len(read_next(html)) == 1
    assert html.index("data-when-closed") < html.index('action="/call-me"')


@pytest.mark.parametrize("chosen", [LOW, GOOD])
def test_every_result_says_that_nobody_reads_it_at_once(
    client: FlaskClient, clock: FrozenClock, chosen: tuple[int, ...]
) -> None:
    assert "Ingen læser dit svar med det samme." in result_at(client, clock, OPEN, chosen)
