"""`/progress` and the desk's side of it: skipping is fine, nothing typed is lost, what is not shown leaves no trace."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.checkins import indicators, progress
from companion.consent import service as consent
from companion.foundation import audit
from tests.checkins.rated import colleague, rates, says_yes, shows
from tests.checkins.test_indicators import OURS
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements, language_of, main_of

SOME = {"set": "companion 1", "rate-health": "4", "rate-drive": "2", "rate-skills": "skip", "own_words": "Jeg sover."}


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    """A citizen with somebody around her."""
    return a_citizen()


def desk(client: FlaskClient, member: Somebody, citizen: Somebody) -> str:
    signed_in(client, member)
    answer = client.get(f"/desk/{citizen.id}/progress")
    assert answer.status_code == 200
    return answer.text


def checked(html: str) -> dict[str, str]:
    chosen = [one for one in elements(html, "input") if "checked" in one.attributes]
    return {one.attributes["name"]: one.attributes["value"] for one in chosen}


def words_of(html: str, part: str) -> str:
    return html.partition(f'id="{part}"')[2].partition("</section>")[0]


def test_it_works(client: FlaskClient, amina: Somebody) -> None:
    karen = responsible_for(amina)
    rates(karen, amina, health=2)
    signed_in(client, amina)
    assert client.post("/progress", data=SOME).location == "/progress"
    html = client.get("/progress").text
    health = words_of(html, "indicator-health")
    assert "Dig: Godt" in health and "Karen Holm</bdi>: Svært" in health and "I ser forskelligt på det." in health
    assert "Dig: Svært" in words_of(html, "indicator-drive") and by_id(html, "indicator-skills") is None


def test_the_drawing_is_told_in_words_and_in_a_table(client: FlaskClient, amina: Somebody, clock: FrozenClock) -> None:
    rates(responsible_for(amina), amina, health=2)
    clock.move(timedelta(minutes=1))
    rates(amina, health=4)
    signed_in(client, amina)
    html = main_of(client.get("/progress").text)
    (drawing,) = [one for one in elements(html, "svg") if one.get("role") == "img"]
    told = by_id(html, drawing.get("aria-labelledby") or "")
    assert told is not None and "Dig: Godt" in told.text and "Karen Holm : Svært" in told.text
    table = html.partition("<table")[2]
    assert [one.text for one in elements(table, "td")][:2] == ["Dig", "Godt"] and "Karen Holm" in table


def test_nothing_is_filled_in_beforehand(client: FlaskClient, amina: Somebody) -> None:
    signed_in(client, amina)
    client.post("/progress", data=SOME)
    html = client.get("/progress/rate").text
    assert checked(html) == {} and "Jeg sover." not in html
    assert len(elements(html, "fieldset")) == 9


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"rate-health": "skip", "rate-drive": ""}, "Svar på mindst ét."),
        ({"rate-health": "9", "rate-drive": "x"}, "Svar på mindst ét."),
        ({"own_words": "x" * 601}, "Skriv lidt kortere."),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_lost(
    client: FlaskClient, amina: Somebody, changed: dict[str, str], told: str
) -> None:
    signed_in(client, amina)
    answer = client.post("/progress", data={**SOME, **changed})
    assert answer.status_code == 422 and told in words_of(answer.text, "errors")
    assert checked(answer.text)["rate-skills"] == "skip" and {**SOME, **changed}["own_words"] in answer.text
    assert not progress.history(amina.id)


def test_switching_language_keeps_what_was_typed(client: FlaskClient, amina: Somebody) -> None:
    signed_in(client, amina)
    html = client.post("/progress", data={**SOME, "_language": "ar"}).text
    assert language_of(html) == ("ar", "rtl") and "كيف حال الرغبة والطاقة" in html
    assert checked(html) == {"rate-health": "4", "rate-drive": "2", "rate-skills": "skip"} and "Jeg sover." in html
    assert not progress.history(amina.id)


def test_a_form_of_the_set_before_counts_as_what_it_asked(client: FlaskClient, amina: Somebody) -> None:
    signed_in(client, amina)
    indicators.bring_in(OURS, actor=MADE_BY)
    client.post("/progress", data=SOME)
    (known,) = progress.history(amina.id)
    assert (known.asked.key, known.ratings) == ("companion", {"health": 4, "drive": 2})


@pytest.mark.parametrize("written", ["nobody 1", "companion 99", "companion x", "companion " + "9" * 400])
def test_a_set_nobody_had_counts_as_todays(client: FlaskClient, amina: Somebody, written: str) -> None:
    signed_in(client, amina)
    assert client.post("/progress", data={**SOME, "set": written}).status_code == 303


def test_she_shows_with_a_tap_and_hides_again(client: FlaskClient, amina: Somebody) -> None:
    karen = responsible_for(amina)
    assert karen.unit is not None
    yes = says_yes(amina, karen.unit)
    key = rates(amina, own_words="Kun for mig", health=4, drive=1)
    signed_in(client, amina)
    assert checked(client.get("/progress").text) == {}
    client.post(f"/progress/{key}/show", data={"consent": str(yes), "indicator": "health", "chosen": "1"})
    assert "Din kontakt kan se det" in client.get("/progress").text
    seen = main_of(desk(client, karen, amina))
    assert "Borgeren: Godt" in seen and "Borgeren: Meget svært" not in seen and "Kun for mig" not in seen
    signed_in(client, amina)
    client.post(f"/progress/{key}/hide")
    assert "Kun du kan se det" in client.get("/progress").text
    assert "Borgeren:" not in desk(client, karen, amina)


def test_without_a_yes_she_is_told_what_it_takes(client: FlaskClient, amina: Somebody) -> None:
    key = rates(amina, health=4)
    signed_in(client, amina)
    html = client.get("/progress").text
    assert "/me/sharing#progress-dialogue" in html and f"/progress/{key}/show" not in html
    assert client.post(f"/progress/{key}/show", data={"consent": "x"}).status_code == 422


def test_another_persons_reading_is_not_hers_to_show(client: FlaskClient, amina: Somebody) -> None:
    nora = a_citizen(name="Nora Friis")
    key = rates(nora, health=4)
    signed_in(client, amina)
    assert client.post(f"/progress/{key}/show", data={"consent": str(key)}).status_code == 404
    assert client.post(f"/progress/{key}/hide").status_code == 404


def test_what_she_has_not_shown_leaves_no_trace_on_the_desk(client: FlaskClient, amina: Somebody) -> None:
    """R3: rated or not, yes or no, shown and hidden again, withdrawn: the same page, byte for byte."""
    karen = responsible_for(amina)
    assert karen.unit is not None
    before = desk(client, karen, amina)
    key = rates(amina, own_words="Kun for mig", health=4)
    assert desk(client, karen, amina) == before
    yes = says_yes(amina, karen.unit)
    assert desk(client, karen, amina) == before
    shows(amina, key, yes)
    assert desk(client, karen, amina) != before
    consent.withdraw(consent_id=yes, actor=amina.actor)
    assert desk(client, karen, amina) == before
    signed_in(client, karen)
    assert client.get(f"/desk/{amina.id}").text.count(f"/desk/{amina.id}/progress") == 1


def test_staff_rate_and_she_sees_it_at_once(client: FlaskClient, amina: Somebody) -> None:
    karen = responsible_for(amina)
    signed_in(client, karen)
    form = {**SOME, "own_words": "Du er kommet langt."}
    assert client.post(f"/desk/{amina.id}/progress", data=form).location == f"/desk/{amina.id}/progress"
    client.post(f"/desk/{amina.id}/progress", data=form)
    assert len(progress.history(amina.id)) == 1
    signed_in(client, amina)
    assert "Du er kommet langt." in client.get("/progress").text
    assert "Karen Holm</bdi>: Godt" in client.get("/progress").text


def test_staff_who_say_nothing_are_told_and_lose_nothing(client: FlaskClient, amina: Somebody) -> None:
    signed_in(client, responsible_for(amina))
    answer = client.post(f"/desk/{amina.id}/progress", data={"own_words": "Godt i gang"})
    assert answer.status_code == 422 and "Svar på mindst ét." in answer.text and "Godt i gang" in answer.text


def test_without_a_relation_the_page_is_not_there(client: FlaskClient, amina: Somebody) -> None:
    responsible_for(amina)
    signed_in(client, staff(name="Ida Winther"))
    path = f"/desk/{amina.id}/progress"
    assert (client.get(path).status_code, client.post(path, data=SOME).status_code) == (404, 404)
    assert "read.progress-page" not in [line.event for line in audit.lines_about(amina.id)]


def test_every_look_stands_where_she_can_read_it(client: FlaskClient, amina: Somebody) -> None:
    karen = responsible_for(amina)
    assert karen.unit is not None
    shows(amina, rates(amina, health=4), says_yes(amina, karen.unit))
    desk(client, karen, amina)
    signed_in(client, amina)
    html = client.get("/me/seen").text
    assert "Din kontakt så de svar, du har vist." in html and "at tale om, hvordan det går" in html


def test_a_code_alone_shows_what_it_brought_and_what_staff_say_now(
    client: FlaskClient, amina: Somebody, clock: FrozenClock
) -> None:
    karen = responsible_for(amina)
    rates(amina, own_words="Før", health=1)
    rates(karen, amina, health=5)
    clock.move(timedelta(days=1))
    rates(colleague(amina, "caseworker", karen.unit), amina, drive=3)
    signed_in(client, amina, method="code")
    client.post("/progress", data=SOME)
    html = main_of(client.get("/progress").text)
    assert "Før" not in html and "Dig: Meget svært" not in html and "Dig: Godt" in html
    assert "Karen Holm" in html and "Mads Lund" in html and by_id(html, "older")


def test_a_language_the_set_has_no_text_in_shows_danish_as_danish(client: FlaskClient, amina: Somebody) -> None:
    indicators.bring_in(OURS, actor=MADE_BY)
    selam = a_citizen("ar", name="Selam Tesfay")
    signed_in(client, selam)
    html = main_of(client.get("/progress/rate").text)
    assert '<span lang="da" dir="ltr" data-instead>Hvordan går det med at sove?</span>' in html


def test_who_is_no_contact_has_no_such_page(client: FlaskClient, amina: Somebody) -> None:
    for role in ("interpreter", "translator", "administrator"):
        signed_in(client, staff(role))
        assert client.get(f"/desk/{amina.id}/progress").status_code == 403
