"""She says back what she agreed to, in a picture or her own words: while they talk, and to nobody else."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.interpreting import ending, own_copy, rules
from companion.interpreting.teach_back import Said, TooManyWords, told_by
from companion.language import offered as app_languages
from companion.language.table import languages
from companion.plan import editing, teach_back
from tests.clock import FrozenClock
from tests.interpreting.a_talk import meeting
from tests.people import a_citizen, responsible_for, signed_in, staff
from tests.plan.around import Around, people_around
from tests.plan.laid import a_card, an_agreed_card
from tests.web.markup import elements

WORDS = "أذهب إلى الورشة يوم الخميس"
SAYS = {"teach_back": "understood", "picture": "work", "own_words": WORDS}


@pytest.fixture
def around(client: FlaskClient) -> Around:
    found = people_around("ar")
    an_agreed_card(found.selam, found.kim)
    signed_in(client, found.selam)
    return found


def page_of(around: Around) -> str:
    return f"/plan/cards/{around.card.id}/teach-back"


def card_on_her_plan(client: FlaskClient, around: Around) -> str:
    return client.get("/plan").text.partition(f'id="card-{around.card.id}"')[2].partition("</section>")[0]


def test_it_works(client: FlaskClient, around: Around) -> None:
    card = card_on_her_plan(client, around)
    assert page_of(around) in card and WORDS not in card
    said = client.post(page_of(around), data=SAYS)
    assert said.location == f"/plan#card-{around.card.id}"
    card = card_on_her_plan(client, around)
    assert WORDS in card and "#work" in card and 'lang="ar"' in card
    assert WORDS in client.get(page_of(around)).text


@pytest.mark.parametrize(("reads", "tag"), [("fa_AF", "prs"), ("ti", "ti")])
def test_her_words_stand_with_the_tag_of_the_language_they_are_written_in(
    client: FlaskClient, around: Around, reads: str, tag: str
) -> None:
    app_languages.choose([*languages()], actor=staff("administrator").actor)
    client.post("/language", data={"_language": reads})
    client.post(page_of(around), data=SAYS)
    client.post("/language", data={"_language": "da"})
    assert f'<blockquote lang="{tag}" dir="auto">{WORDS}' in card_on_her_plan(client, around)


def test_every_picture_has_its_words(client: FlaskClient, around: Around) -> None:
    fields = client.get(page_of(around)).text.partition('id="say"')[2].partition("</fieldset>")[0]
    assert [one.get("value") for one in elements(fields, "input")] == [*rules.PICTURES, ""]
    icons = [(one.get("href") or "").partition("#")[2] for one in elements(fields, "use")]
    assert len(set(icons[: len(rules.PICTURES)])) == len(rules.PICTURES)


def test_it_is_offered_once_she_has_agreed(client: FlaskClient, runtime: Runtime) -> None:
    around = people_around("ar")
    card = a_card(around.selam, around.kim, kind="agreed")
    signed_in(client, around.selam)
    assert "teach-back" not in client.get("/plan").text
    assert client.get(f"/plan/cards/{card}/teach-back").status_code == 404
    with pytest.raises(NotFound):
        teach_back.say(card_id=card, said=Said("again"), actor=around.selam.actor)


def test_picture_and_words_go_after_two_hours_and_the_answer_stays(
    client: FlaskClient, around: Around, clock: FrozenClock
) -> None:
    client.post(page_of(around), data={**SAYS, "teach_back": "again"})
    assert [one["words"] for one in own_copy.export_of(around.selam.id)["teach_back"]] == [WORDS]
    clock.move(timedelta(hours=2))
    assert WORDS not in card_on_her_plan(client, around)
    assert own_copy.export_of(around.selam.id)["teach_back"] == []
    ending.end_overdue()
    assert own_copy.erase(around.selam.id)["teach_back"] == 0
    assert teach_back.one(around.card.id, around.selam.id).said == Said("again")


def test_they_go_with_the_talk(app: Flask, client: FlaskClient) -> None:
    """The interpreter reads them while the talk goes on, because it is her page; afterwards nobody does."""
    talk = meeting(app, client)
    card = an_agreed_card(talk.amina, responsible_for(talk.amina, "caseworker"))
    client.post(f"/plan/cards/{card}/teach-back", data=SAYS)
    assert WORDS in talk.read("plan").text
    client.post("/pair/talk/end")
    assert told_by(talk.amina.id) == {} and WORDS not in client.get("/plan").text


def test_no_staff_page_tells_it(client: FlaskClient, around: Around) -> None:
    client.post(page_of(around), data={**SAYS, "teach_back": "again"})
    for somebody in (around.kim, around.tove):
        signed_in(client, somebody)
        for path in (f"/desk/{around.selam.id}", f"/desk/{around.selam.id}/plan"):
            page = client.get(path)
            assert page.status_code == 200 and WORDS not in page.text and "teach" not in page.text


def test_other_words_are_asked_about_anew(around: Around) -> None:
    said = Said("understood", "work", WORDS, "ar")
    teach_back.say(card_id=around.card.id, said=said, actor=around.selam.actor)
    told = {"kind": "agreed", "track": "health", "title": {"da": "Andet"}, "why": {"da": "Andet."}}
    editing.change_card(card_id=around.card.id, version=1, owner=around.kim.id, actor=around.kim.actor, **told)  # type: ignore[arg-type]
    assert told_by(around.selam.id) == {} and teach_back.of(around.selam.id) == {}


def test_nobody_says_it_for_her(client: FlaskClient, around: Around) -> None:
    amina = a_citizen()
    for other in (amina, around.kim):
        with pytest.raises(NotFound):
            teach_back.say(card_id=around.card.id, said=Said("understood"), actor=other.actor)
    assert signed_in(client, amina).post(page_of(around), data=SAYS).status_code == 404


def test_what_is_typed_stays_through_a_switch_and_a_refusal(client: FlaskClient, around: Around) -> None:
    turned = client.post(page_of(around), data={**SAYS, "_language": "da"})
    assert 'lang="da"' in turned.text and WORDS in turned.text and told_by(around.selam.id) == {}
    long = client.post(page_of(around), data={**SAYS, "own_words": "a" * (rules.LONGEST_TOLD + 1)})
    assert long.status_code == 422 and "a" * 50 in long.text and 'value="work" checked' in long.text
    for wrong in ({"teach_back": "perhaps"}, {"teach_back": "again", "picture": "risk"}):
        assert client.post(page_of(around), data=wrong).status_code == 422
    with pytest.raises(TooManyWords):
        Said("again", words="a" * (rules.LONGEST_TOLD + 1)).check()
