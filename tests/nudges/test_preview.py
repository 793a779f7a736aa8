"""One message to several: each reads it in their own language, and the preview tells nothing that is theirs alone."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from companion.accounts import service as accounts
from companion.caseload import service as caseload
from companion.nudges import choices, preview
from companion.nudges.library import templates
from tests.nudges.made import HELLO, drains, meets, messages, writes
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in
from tests.web.markup import by_id, elements

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
KEY = re.compile(r'name="key" value="[^"]+"')


@pytest.fixture
def karen(client: FlaskClient) -> Somebody:
    """A consultant, signed in; Amina, who reads Arabic, is hers."""
    found = responsible_for(a_citizen("ar"))
    signed_in(client, found)
    return found


def amina_of(karen: Somebody) -> Somebody:
    """Whom Karen had first."""
    return Somebody(caseload.charges_of(karen.id)[0].citizen_id, "citizen")


def also(karen: Somebody, language: str, name: str) -> Somebody:
    """One more of hers."""
    found = a_citizen(language, name)
    assert karen.unit is not None
    caseload.relate(citizen=found.id, staff=karen.id, role=karen.role, unit=karen.unit, responsible=True, actor=MADE_BY)
    return found


def looks(client: FlaskClient, amina: Somebody, *others: Somebody, template: str = HELLO, **form: str) -> str:
    """The page with the preview for all of them."""
    chosen = {"template": template, "look": "1", "others": [str(one.id) for one in others], **form}
    return client.post(f"/desk/{amina.id}/nudge", data=chosen).text


def versions(html: str) -> dict[str, str]:
    """Language → the words of that part of the preview."""
    return {str(one.get("data-version")): one.text for one in elements(html, "div") if one.get("data-version")}


def test_it_works(client: FlaskClient, karen: Somebody) -> None:
    amina, olena, bo, dmytro = (
        amina_of(karen),
        *(also(karen, *one) for one in (("uk", "Olena"), ("da", "Bo"), ("uk", "Dmytro"))),
    )
    told = versions(looks(client, amina, olena, bo, dmytro, own_words="Hilsen"))
    assert set(told) == {"ar", "uk", "da"} and not messages(olena)
    assert "Amina Haddad" in told["ar"] and "أفكّر" in told["ar"] and "Jeg tænker på dig" in told["ar"]
    assert "Olena" in told["uk"] and "Dmytro" in told["uk"] and "Bo" not in told["uk"]
    assert "Bo" in told["da"] and told["da"].count("Jeg tænker på dig") == 1 and "Hilsen" in told["da"]


def test_each_reads_the_own_meeting(client: FlaskClient, karen: Somebody) -> None:
    amina, bo = amina_of(karen), also(karen, "da", "Bo")
    meets(amina, karen, THURSDAY)
    meets(bo, karen, THURSDAY.replace(hour=8))
    html = looks(client, amina, bo, template="see-you")
    assert "09.30" in versions(html)["da"] and re.search("14.30", versions(html)["ar"])


def test_who_cannot_get_it_is_named_and_nobody_gets_it(client: FlaskClient, karen: Somebody) -> None:
    amina, bo = amina_of(karen), also(karen, "da", "Bo Holst")
    meets(amina, karen, THURSDAY)
    found = by_id(looks(client, amina, bo, template="see-you"), "impossible")
    assert found is not None and "Ikke muligt lige nu: Bo Holst" in found.text
    form = {"template": "see-you", "others": [str(bo.id)]}
    answer = client.post(f"/desk/{amina.id}/nudge", data=form)
    assert answer.status_code == 422 and by_id(answer.text, "impossible") is not None
    assert not messages(amina, "nudge") and not messages(bo, "nudge")


def test_r3_a_preview_tells_nothing_of_pause_stop_cap_or_a_hard_day(client: FlaskClient, karen: Somebody) -> None:
    amina, bo = amina_of(karen), also(karen, "da", "Bo")
    seen = {KEY.sub("", looks(client, amina, bo))}
    choices.begin_hard_day(actor=bo.actor)
    seen.add(KEY.sub("", looks(client, amina, bo)))
    choices.pause(length="open", actor=bo.actor)
    choices.stop(sender=karen.id, actor=amina.actor)
    seen.add(KEY.sub("", looks(client, amina, bo)))
    writes(responsible_for(bo, "therapist"), bo)
    drains()
    seen.add(KEY.sub("", looks(client, amina, bo)))
    assert len(seen) == 1 and "Det er ens for alle." in seen.pop()


def test_r3_a_meeting_with_somebody_else_makes_nothing_possible(client: FlaskClient, karen: Somebody) -> None:
    amina, bo = amina_of(karen), also(karen, "da", "Bo")
    meets(amina, karen, THURSDAY)
    before = KEY.sub("", looks(client, amina, bo, template="see-you"))
    meets(bo, responsible_for(bo, "therapist"), THURSDAY, visible_to="health")
    assert KEY.sub("", looks(client, amina, bo, template="see-you")) == before


def test_somebody_elses_citizen_is_not_there(client: FlaskClient, karen: Somebody) -> None:
    stranger = a_citizen(name="Nora Berg")
    form = {"template": HELLO, "look": "1", "others": [str(stranger.id)]}
    assert "Nora" not in client.post(f"/desk/{amina_of(karen).id}/nudge", data=form).text


@pytest.mark.parametrize("key", [HELLO, "see-you"])
def test_nobody_can_get_a_text_that_fits_nobody(karen: Somebody, key: str) -> None:
    person = accounts.person(amina_of(karen).id)
    made = preview.of(templates()[key], "Karen Holm", [person], {})
    assert (len(made.versions), len(made.impossible)) == ((1, 0) if key == HELLO else (0, 1))
