"""“Copy for the journal”: a plan and a goal as plain Danish text, with who and when; no more than the page shows."""

import uuid

import pytest
from flask.testing import FlaskClient

from companion.accounts import service as accounts
from companion.accounts.circles import HEALTH
from companion.plan import answers, contesting, goals, lines, own_words
from companion.plan.goals import NewGoal
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.plan.around import Around, people_around
from tests.plan.laid import a_card
from tests.web.markup import by_id, elements

FOR_HEALTH = "Kun borgeren og sundhed må læse det."
CONTESTED = "Borgeren siger, at det her ikke passer."


@pytest.fixture
def around(client: FlaskClient) -> Around:
    return people_around()


def copied(client: FlaskClient, who: Somebody, path: str) -> list[str]:
    """The lines of the one text that can be copied from a page."""
    html = signed_in(client, who).get(path).text
    fields = [one for one in elements(html, "textarea") if "readonly" in one.attributes]
    assert len(fields) == 1 and fields[0].get("lang") == "da"
    return "".join(fields[0].texts).split("\n")


def plan_of(client: FlaskClient, who: Somebody, around: Around) -> str:
    return "\n".join(copied(client, who, f"/desk/{around.selam.id}/plan"))


def a_goal(around: Around, title: str = "Sove & hvile", visible_to: str = HEALTH) -> uuid.UUID:
    goal = NewGoal({"da": title}, visible_to=visible_to)
    return goals.add(citizen=around.selam.id, goal=goal, actor=around.tove.actor)


def test_it_works(client: FlaskClient, around: Around) -> None:
    a_goal(around, visible_to="all")
    a_card(around.selam, around.kim)
    assert copied(client, around.kim, f"/desk/{around.selam.id}/plan") == [
        "Borgerens plan, som den stod 22. november 2026:",
        "Formål: At du arbejder på deltid.",
        "Senest ændret 22. november 2026.",
        "Mål: Sove & hvile (Ikke begyndt)",
        "Senest ændret 22. november 2026 af Tove Bach, Behandler.",
        "Del af planen: Kursus om ro (Et tilbud)",
        "Ansvarlig: Karen Holm, Sagsbehandler",
        "Senest ændret 22. november 2026.",
    ]


def test_a_goal_alone(client: FlaskClient, around: Around) -> None:
    goal = a_goal(around)
    assert copied(client, around.tove, f"/desk/plan/goals/{goal}") == [
        "Mål, som det stod 22. november 2026:",
        "Sove & hvile (Ikke begyndt)",
        "Senest ændret 22. november 2026 af Tove Bach, Behandler.",
        FOR_HEALTH,
    ]


def test_it_is_open_to_read_and_the_button_waits_for_a_script(client: FlaskClient, around: Around) -> None:
    html = signed_in(client, around.kim).get(f"/desk/{around.selam.id}/plan").text
    assert "copy." in html.partition("</head>")[0] and "<details data-copy-box>" in html
    (button,) = [one for one in elements(html, "button") if "data-copy" in one.attributes]
    assert "hidden" in button.attributes and "Markér teksten, og kopiér den." in html


def test_what_stays_with_health_is_not_copied_by_the_employment_side(client: FlaskClient, around: Around) -> None:
    a_goal(around, "Kanarie mål")
    a_card(around.selam, around.tove, visible_to="health", title={"da": "Kanarie kort"})
    assert plan_of(client, around.tove, around).count("Kanarie") == 2
    assert plan_of(client, around.tove, around).count(FOR_HEALTH) == 2
    told = plan_of(client, around.kim, around)
    assert "Kanarie" not in told and FOR_HEALTH not in told and "Tove" not in told


def test_a_goal_told_to_more_takes_no_past_along(client: FlaskClient, around: Around) -> None:
    goal = a_goal(around)
    wider = NewGoal({"da": "Sove & hvile"}, visible_to="all")
    goals.rewrite(goal_id=goal, version=1, goal=wider, actor=around.tove.actor)
    assert "Sove & hvile" in plan_of(client, around.kim, around)
    assert "Tove" not in plan_of(client, around.kim, around) and "Tove" in plan_of(client, around.tove, around)


def test_what_is_hers_to_tell_is_not_copied(client: FlaskClient, around: Around) -> None:
    goal, card = a_goal(around, visible_to="all"), a_card(around.selam, around.kim)
    before = [plan_of(client, who, around) for who in (around.kim, around.tove)]
    own_words.say(line_id=goal, words="Kanarie ord", shown=True, actor=around.selam.actor)
    answers.answer(card_id=card, what="no-thanks", version=1, language="da", actor=around.selam.actor)
    after = [plan_of(client, who, around) for who in (around.kim, around.tove)]
    assert before == after and "Selam" not in after[0]


def test_what_she_contests_is_said(client: FlaskClient, around: Around) -> None:
    goal = a_goal(around, visible_to="all")
    assert CONTESTED not in plan_of(client, around.kim, around)
    line = lines.of(around.selam.id, goal).line
    contesting.contest(line, words="Kanarie ord", language="da", actor=around.selam.actor)
    told = plan_of(client, around.kim, around)
    assert CONTESTED in told and "Kanarie" not in told


def test_it_is_danish_whatever_the_reader_reads(client: FlaskClient, around: Around) -> None:
    accounts.choose_language(person=around.kim.id, language="en")
    assert "Formål: At du arbejder på deltid." in plan_of(client, around.kim, around)


def test_markup_stays_text(client: FlaskClient, around: Around) -> None:
    a_goal(around, "</textarea><b>x</b>", visible_to="all")
    assert "Mål: </textarea><b>x</b> (Ikke begyndt)" in plan_of(client, around.kim, around)


def test_before_there_is_something_nothing_can_be_copied(client: FlaskClient, around: Around) -> None:
    nora = a_citizen(name="Nora Friis")
    for who, path in (
        (responsible_for(nora, "caseworker"), f"/desk/{nora.id}/plan"),
        (around.tove, f"/desk/{around.selam.id}/plan/goals"),
    ):
        assert by_id(signed_in(client, who).get(path).text, "intro") and "data-copy-box" not in client.get(path).text
