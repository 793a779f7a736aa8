"""Beside a talk: what staff may see of her lies before them, and lights up when somebody points at it (R3)."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.accounts.circles import ALL, HEALTH
from companion.foundation import audit
from companion.help.lines import help_lines
from companion.interpreting import live
from companion.plan import goals
from companion.plan.goals import NewGoal
from tests.appointments.made import a_meeting
from tests.interpreting.a_talk import a_life_with_a_course, a_phone
from tests.people import Somebody, signed_in
from tests.plan.around import Around, joins, people_around
from tests.plan.laid import a_card
from tests.web.markup import elements, ids, main_of, without_word_links

EVERYTHING = ["plan", "appointments", "course", "consent"]


@dataclass
class Table:
    """Her phone, and a desk in the same talk."""

    hers: FlaskClient
    desk: FlaskClient
    address: str

    def line(self) -> object:
        """What the desk is told to light."""
        return (self.desk.get(f"{self.address}/now").json or {})["line"]

    def points(self, inner: str, block: str) -> TestResponse:
        """She opens a page in two languages and taps the number of a block."""
        buttons = elements(self.hers.get(f"/pair/{inner}").text, "button")
        (value,) = [one.get("value") for one in buttons if (one.get("value") or "").endswith(f" {block}")]
        return self.hers.post("/pair/talk/point", data={"inner": inner, "point": value})

    def lit(self) -> list[str]:
        """The ids of the lines that are lit on the page of the desk."""
        return [one.get("id") or "" for one in elements(self.desk.get(self.address).text, "li") if one.get("class")]


def at_the_table(app: Flask, client: FlaskClient, citizen: Somebody, worker: Somebody) -> Table:
    """A talk that this member of staff has opened and she takes part in."""
    signed_in(client, citizen)
    desk = signed_in(a_phone(app), worker)
    assert desk.post(f"/desk/{citizen.id}/talk", data={"kind": "clarify", "minutes": "60"}).status_code == 200
    (talk,) = live.of_citizen(citizen.id)
    client.post("/pair/talk/take-part", data={"talk": str(talk.id), "pages": EVERYTHING})
    return Table(client, desk, f"/desk/talk/{talk.id}")


def life(app: Flask, client: FlaskClient, role: str = "caseworker") -> tuple[Around, Table]:
    """Selam with a plan; Kim or Tove opens the talk."""
    around = people_around("ar")
    return around, at_the_table(app, client, around.selam, around.kim if role == "caseworker" else around.tove)


def looks_at(citizen: Somebody) -> set[str]:
    """What staff have opened of hers, by the names of the audit."""
    return {line.event for line in audit.lines_about(citizen.id)}


def test_it_works(app: Flask, client: FlaskClient) -> None:
    around, table = life(app, client)
    card = a_card(around.selam, around.kim, track="job", title={"da": "Praktik i en butik"})
    assert table.line() is None and table.lit() == []
    table.points("plan", f"card-{card}")
    assert table.line() == f"card-{card}" and table.lit() == [f"at-card-{card}"]
    assert "Praktik i en butik" in without_word_links(main_of(table.desk.get(table.address).text))
    table.points("plan", "purpose")
    assert table.line() == "purpose" and table.lit() == ["at-purpose"]


def test_what_is_hidden_lights_nothing_and_its_number_is_never_told(app: Flask, client: FlaskClient) -> None:
    """A finger on a hidden card looks to an employment role like no finger at all."""
    around, table = life(app, client)
    hidden = a_card(around.selam, around.tove, visible_to=HEALTH, title={"da": "Kanarie kort"})
    meeting = a_meeting(around.selam, around.tove, visible_to=HEALTH, title={"da": "Kanarie møde"})
    page, now = table.desk.get(table.address).data, table.desk.get(f"{table.address}/now").data
    for inner, block in (("plan", f"card-{hidden}"), ("appointments", f"meeting-{meeting}"), ("plan", "week")):
        assert table.points(inner, block).status_code == 303
        assert (table.desk.get(table.address).data, table.desk.get(f"{table.address}/now").data) == (page, now)
    table.points(f"appointments/{meeting}", "meeting")
    assert (table.desk.get(table.address).data, table.desk.get(f"{table.address}/now").data) == (page, now)
    assert b"Kanarie" not in page


def test_the_health_side_sees_its_own(app: Flask, client: FlaskClient) -> None:
    around, table = life(app, client, "therapist")
    hidden = a_card(around.selam, around.tove, visible_to=HEALTH)
    table.points("plan", f"card-{hidden}")
    assert table.line() == f"card-{hidden}"


def test_goals_light_up_only_where_one_may_be_seen(app: Flask, client: FlaskClient) -> None:
    around, table = life(app, client)
    goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Sove bedre"}, visible_to=HEALTH), actor=around.tove.actor)
    table.points("plan", "goals")
    assert table.line() is None
    goals.add(citizen=around.selam.id, goal=NewGoal({"da": "Gå en tur"}, visible_to=ALL), actor=around.tove.actor)
    assert table.line() == "goals"


def test_a_meeting_lights_up_from_the_list_and_from_its_own_page(app: Flask, client: FlaskClient) -> None:
    around, table = life(app, client)
    meeting = a_meeting(around.selam, around.kim, track="job")
    table.points("appointments", f"meeting-{meeting}")
    assert table.line() == f"meeting-{meeting}"
    table.points("plan", "purpose")
    table.points(f"appointments/{meeting}", "meeting")
    assert table.line() == f"meeting-{meeting}"


@pytest.mark.parametrize(("role", "told"), [("health-coordinator", "week-1"), ("caseworker", None)])
def test_a_week_of_the_course_lights_up_for_who_may_know_of_it(
    app: Flask, client: FlaskClient, role: str, told: str | None
) -> None:
    amina = a_life_with_a_course("ar")
    table = at_the_table(app, client, amina, joins(amina, role, "Kim Holm"))
    table.points("course/1", "intro")
    assert table.line() == told
    assert ("at-week-1" in ids(table.desk.get(table.address).text)) == (told is not None)


def test_a_number_to_call_lights_up(app: Flask, client: FlaskClient) -> None:
    _around, table = life(app, client)
    table.points("help", f"line-{help_lines()[0].key}")
    assert table.line() == f"line-{help_lines()[0].key}"


def test_nothing_lies_there_before_she_takes_part_and_the_look_is_written_down(app: Flask, client: FlaskClient) -> None:
    around, table = life(app, client)
    read = {"read.plan", "read.appointments", "read.programmes"}
    assert not read & looks_at(around.selam)
    assert "before" in ids(table.desk.get(table.address).text) and read <= looks_at(around.selam)
    other = people_around("ar")
    opened = signed_in(a_phone(app), other.kim).post(
        f"/desk/{other.selam.id}/talk", data={"kind": "clarify", "minutes": "60"}
    )
    assert "before" not in ids(opened.text) and not read & looks_at(other.selam)


def test_what_is_no_block_is_refused(app: Flask, client: FlaskClient) -> None:
    _around, table = life(app, client)
    for value in ("1 <b>", f"1 {'a' * 61}", "x purpose", "", "1 purpose 2"):
        assert client.post("/pair/talk/point", data={"inner": "plan", "point": value}).status_code == 422
    assert table.line() is None
