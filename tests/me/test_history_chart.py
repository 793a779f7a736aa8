"""Her own numbers as dots: in order, inside the picture, never touching, and two of them make no trend."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from companion.me.history_chart import CLOSEST, HEIGHT, MOST, WIDTH, Number, chart
from tests.clock import FrozenClock
from tests.me.a_release import answered
from tests.people import a_citizen, signed_in
from tests.web.markup import by_id, elements

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
GAPS = st.lists(st.integers(0, 700), min_size=1, max_size=30)


@given(gaps=GAPS, values=st.lists(st.integers(0, 25).map(lambda raw: raw * 4), min_size=30, max_size=30))
def test_dots_stand_in_order_inside_and_apart(gaps: list[int], values: list[int]) -> None:
    moments = [BEGAN + timedelta(days=sum(gaps[:place])) for place in range(len(gaps))]
    history = [Number(value, moment) for value, moment in zip(values, moments, strict=False)][::-1]
    drawn = chart(history)
    assert [dot.number.answered_at for dot in drawn.dots] == moments[-MOST:]
    places = [dot.x for dot in drawn.dots]
    assert all(later - earlier >= CLOSEST - 1 for earlier, later in itertools.pairwise(places))
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in drawn.dots)
    assert all(drawn.at(drawn.at(x, "rtl"), "rtl") == x for x in places)


@given(st.integers(0, 24))
def test_higher_is_higher(raw: int) -> None:
    low, high = (chart([Number(4 * one, BEGAN)]).dots[0].y for one in (raw, raw + 1))
    assert high < low


@pytest.mark.parametrize(("answers", "lines"), [(1, 0), (2, 0), (3, 1)])
def test_two_points_are_no_trend(client: FlaskClient, clock: FrozenClock, answers: int, lines: int) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    for _time in range(answers):
        answered(amina)
        clock.move(timedelta(days=14))
    html = client.get("/check-in/result").text
    assert len(elements(html, "polyline")) == lines and len(elements(html, "circle")) == answers


def test_a_screen_reader_hears_it_and_a_table_stands_behind_it(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answered(amina, (5, 5, 5, 5, 5))
    clock.move(timedelta(days=14))
    answered(amina, (1, 1, 1, 1, 1))
    html = client.get("/check-in/result").text
    (picture,) = [one for one in elements(html, "svg") if one.get("role") == "img"]
    named = [by_id(html, name) for name in (picture.get("aria-labelledby") or "").split()]
    assert next(one.text for one in named if one) == "Dine tal"
    assert named[1] is not None and "100" in named[1].text and "20" in named[1].text
    assert html.index("own-result") < html.index('role="img"') < html.index("<details", html.index('role="img"'))
    assert not [one for one in elements(html, "circle") if one.get("fill") or one.get("style")]


def test_it_runs_from_the_right_for_who_reads_from_the_right(client: FlaskClient, clock: FrozenClock) -> None:
    places = {}
    for code in ("da", "ar"):
        amina = a_citizen(code)
        signed_in(client, amina)
        answered(amina)
        clock.move(timedelta(days=14))
        answered(amina)
        circles = elements(client.get("/check-in/result").text, "circle")
        places[code] = [int(one.get("cx") or 0) for one in circles]
    assert places["ar"] == [WIDTH - x for x in places["da"]] and places["da"] == sorted(places["da"])


def test_it_can_be_printed_without_a_script(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answered(amina)
    html = client.get("/check-in/result").text
    (button,) = [one for one in elements(html, "button") if "data-print" in one.attributes]
    assert "hidden" in button.attributes and "Vælg udskriv i din browser." in html
