"""She sees her own number first, in words, with her own history, and decides whether it leaves."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.accounts import service as accounts
from companion.checkins import service as checkins
from companion.consent import service as consent
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.me.a_release import a_receiving_unit, a_story, answered
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import by_id, elements

RESULT = "/check-in/result"
HIGHER, SAME, LOWER = "Det er højere end sidst.", "Det er cirka som sidst.", "Det er lavere end sidst."


def block(client: FlaskClient, name: str) -> str:
    found = by_id(client.get(RESULT).text, name)
    return found.text if found else ""


def released(client: FlaskClient) -> bool:
    """Whether the page offers to send the number."""
    return "/release" in "".join(one.get("action") or "" for one in elements(client.get(RESULT).text, "form"))


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answered(amina)
    told = block(client, "own-result")
    assert "60 af 100" in told and "Du har haft det ret godt i de to uger." in told
    assert "søndag d. 22. november" in told


def test_without_an_answer_there_is_nothing_to_show(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert by_id(client.get(RESULT).text, "none") and not block(client, "own-result")


def test_only_this_page_opens_it(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    key = answered(amina)
    assert 'id="arrived"' in client.get("/").text
    client.get(RESULT)
    assert checkins.reading(key, amina.id).opened_at is not None
    assert 'id="arrived"' not in client.get("/").text


def test_it_shows_only_her_own(client: FlaskClient) -> None:
    answered(a_citizen(name="Nora Friis"))
    signed_in(client, a_citizen())
    assert by_id(client.get(RESULT).text, "none")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [((3, 3, 3, 3, 3), (5, 3, 3, 3, 3), SAME), ((3, 3, 3, 3, 3), (5, 4, 3, 3, 3), HIGHER),
     ((3, 3, 3, 3, 3), (1, 2, 3, 3, 3), LOWER), ((3, 3, 3, 3, 3), (3, 3, 3, 3, 3), SAME)],
)  # fmt: skip
def test_a_change_is_told_in_words(
    client: FlaskClient, clock: FrozenClock, before: tuple[int, ...], after: tuple[int, ...], said: str
) -> None:
    """8 points are “about the same”, 12 points are “higher”."""
    amina = a_citizen()
    signed_in(client, amina)
    answered(amina, before)
    clock.move(timedelta(days=14))
    answered(amina, after)
    told = block(client, "own-result")
    assert [one for one in (HIGHER, SAME, LOWER) if one in told] == [said]


def test_a_first_answer_is_compared_with_nothing(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answered(amina)
    assert "end sidst" not in block(client, "own-result") and "som sidst" not in block(client, "own-result")


@pytest.mark.parametrize(
    ("chosen", "talk", "lines"),
    [((5, 5, 5, 5, 5), False, False), ((3, 3, 3, 2, 1), True, False), ((2, 2, 2, 1, 1), True, True),
     ((5, 5, 5, 5, 0), False, True)],
)  # fmt: skip
def test_a_low_number_is_met_with_somebody_to_talk_to(
    client: FlaskClient, clock: FrozenClock, chosen: tuple[int, ...], talk: bool, lines: bool
) -> None:
    """On a Tuesday at eleven, when her contact is there."""
    clock.move(timedelta(days=2, hours=1))
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    answered(amina, chosen)
    html = client.get(RESULT).text
    assert (by_id(html, "talk") is not None, by_id(html, "lines") is not None) == (talk, lines)
    assert not re.search(r"depress|risiko|selvmord|diagnos", html, flags=re.IGNORECASE)


def test_her_own_contact_comes_before_the_doctor(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    answered(amina, (2, 2, 2, 1, 1))
    talk = block(client, "talk")
    assert talk.index("Karen Holm") < talk.index("læge")
    assert "112" in block(client, "lines")


def test_asked_to_call_she_is_not_offered_it_again(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    answered(amina, (2, 2, 2, 1, 1))
    assert "Ring til mig" in block(client, "talk")
    client.post("/call-me", data={"key": ""})
    talk = block(client, "talk")
    assert "Ring til mig" not in talk and "Din besked om et opkald er sendt" in talk


def test_consent_alone_sends_nothing(client: FlaskClient) -> None:
    story = a_story(client)
    story.yes()
    client.get(RESULT)
    assert sync.shared_with(story.amina.id) == []
    assert released(client)


def test_one_tap_releases_this_one_number(client: FlaskClient) -> None:
    story = a_story(client)
    story.yes()
    client.get(RESULT)
    assert client.post(f"{RESULT}/{story.reading}/release").status_code == 303
    (fact,) = sync.shared_with(story.amina.id)
    assert (fact.reading_id, fact.state, fact.can_undo) == (story.reading, "waiting", True)
    assert "Bliver sendt kl. 11.00" in block(client, "release") and "Fortryd" in block(client, "release")
    assert client.get("/me/sharing").status_code == 200


def test_without_a_yes_nothing_can_be_released(client: FlaskClient) -> None:
    story = a_story(client)
    assert not released(client)
    assert client.post(f"{RESULT}/{story.reading}/release").status_code == 409
    assert sync.shared_with(story.amina.id) == []


def test_she_sees_it_before_anybody_else(client: FlaskClient) -> None:
    story = a_story(client)
    story.yes()
    assert client.post(f"{RESULT}/{story.reading}/release").status_code == 409


def test_after_a_withdrawal_the_next_number_stays(client: FlaskClient) -> None:
    story = a_story(client)
    given = story.yes()
    client.get(RESULT)
    consent.withdraw(consent_id=given, actor=story.amina.actor)
    assert not released(client)
    assert client.post(f"{RESULT}/{story.reading}/release").status_code == 409


def test_it_can_be_taken_back_and_sent_after_all(client: FlaskClient) -> None:
    story = a_story(client)
    story.yes()
    client.get(RESULT)
    client.post(f"{RESULT}/{story.reading}/release")
    (fact,) = sync.shared_with(story.amina.id)
    assert client.post(f"{RESULT}/{fact.release_id}/undo").status_code == 303
    assert released(client)
    assert client.post(f"{RESULT}/{story.reading}/release").status_code == 303


def test_nobody_releases_or_undoes_for_another(client: FlaskClient) -> None:
    story = a_story(client)
    story.yes()
    client.get(RESULT)
    client.post(f"{RESULT}/{story.reading}/release")
    (fact,) = sync.shared_with(story.amina.id)
    signed_in(client, a_citizen(name="Nora Friis"))
    assert client.post(f"{RESULT}/{story.reading}/release").status_code == 404
    assert client.post(f"{RESULT}/{fact.release_id}/undo").status_code == 404
    assert sync.shared_with(story.amina.id)[0].state == "waiting"


def test_a_yes_to_either_unit_is_found(client: FlaskClient) -> None:
    story = a_story(client)
    a_receiving_unit()
    story.yes(accounts.units_of_kind("employment")[1].id)
    assert released(client)


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Sec-Purpose": "prefetch"}])
def test_what_shows_no_number_opens_no_result(client: FlaskClient, headers: dict[str, str]) -> None:
    amina = a_citizen()
    answered(amina)
    signed_in(client, amina).get("/check-in/result", headers=headers)
    client.head("/check-in/result")
    assert checkins.history(amina.id)[0].opened_at is None


def test_one_look_opens_every_number_that_stands_there(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    answered(amina)
    clock.move(timedelta(days=20))
    answered(amina, (4, 4, 4, 4, 4))
    signed_in(client, amina).get("/check-in/result")
    assert all(one.opened_at for one in checkins.history(amina.id))


def test_a_code_shows_only_what_it_brought(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    answered(amina, (5, 5, 5, 5, 5))
    clock.move(timedelta(days=14))
    for method in ("code", "card"):
        signed_in(client, amina, method=method)
        before = client.get(RESULT).text
        assert by_id(before, "none") and "100" not in before and 'href="/sign-in/stronger"' in before
    answered(amina)
    now = client.get(RESULT).text
    assert "60 af 100" in block(client, "own-result") and ">100</bdi>" not in now and LOWER not in now
    assert by_id(now, "older") is not None
    whole = signed_in(client, amina).get(RESULT).text
    assert ">100</bdi>" in whole and LOWER in whole and by_id(whole, "older") is None
