"""S25: what one should know first stands above the yes to a programme, in her language, and is not skipped unread."""

import pytest
from flask.testing import FlaskClient

from companion.concerns import requests
from companion.foundation.database import new_id
from companion.plan import service as plans
from companion.programmes import service as programmes
from companion.programmes import templates
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.plan.laid import a_plan
from tests.programmes.test_enrolment import enrol
from tests.web.markup import by_id

EARLY = "vordingborg-early-effort"


def an_offer(citizen: Somebody, programme: str = EARLY) -> str:
    """The first card of a programme she may say yes to."""
    a_plan(citizen)
    responsible_for(citizen, "caseworker")
    enrol(citizen, staff(templates.load(programme).role), programme)
    plan = plans.for_citizen(citizen.id)
    assert plan is not None
    return str(next(card.id for card in plan.cards if card.is_free))


@pytest.mark.parametrize("code", ["da", "en", "ar", "uk"])
def test_it_works(client: FlaskClient, code: str) -> None:
    """The page with the yes begins with the notice; with a tick below it, her yes is sent."""
    jens = a_citizen(code)
    card = an_offer(jens)
    signed_in(client, jens)
    html = client.get(f"/concerns/ask?card={card}").text
    notice = templates.load(EARLY).notice[code]
    assert html.index(notice) < html.index("data-consent") < html.index('name="read_first"')
    yes = {"card": card, "key": str(new_id()), "yes": "1", "read_first": "1"}
    assert client.post("/concerns/ask", data=yes).status_code == 303
    assert len(requests.of(jens.id)) == 1


def test_without_the_tick_it_is_asked_for_and_nothing_is_sent(client: FlaskClient) -> None:
    jens = a_citizen()
    card = an_offer(jens)
    signed_in(client, jens)
    yes = {"card": card, "key": str(new_id()), "yes": "1", "with_interpreter": "1"}
    answered = client.post("/concerns/ask", data=yes)
    assert answered.status_code == 422 and not requests.of(jens.id)
    assert 'href="#read-first"' in answered.text and by_id(answered.text, "read-first-error")
    assert 'name="with_interpreter" value="1" checked' in answered.text


def test_a_switch_of_language_keeps_the_tick(client: FlaskClient) -> None:
    jens = a_citizen()
    card = an_offer(jens)
    signed_in(client, jens)
    switched = client.post(
        "/concerns/ask", data={"card": card, "key": str(new_id()), "read_first": "1", "_language": "ar"}
    )
    assert templates.load(EARLY).notice["ar"] in switched.text
    assert 'name="read_first" value="1" checked' in switched.text


def test_a_programme_without_a_notice_asks_for_no_tick(client: FlaskClient) -> None:
    lone = a_citizen()
    card = an_offer(lone, "kolding-sund-paa-tvaers")
    signed_in(client, lone)
    assert "read_first" not in client.get(f"/concerns/ask?card={card}").text
    assert client.post("/concerns/ask", data={"card": card, "key": str(new_id()), "yes": "1"}).status_code == 303


def test_a_template_that_is_gone_tells_nothing() -> None:
    assert programmes.know_first("no-such-course") is None
