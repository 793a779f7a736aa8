"""What staff wrote of a meeting: title, way, what to bring, points and messages are asked for with one tap."""

import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.appointments import changes, lines, points, translating
from companion.appointments.service import one as meeting_of
from companion.foundation.errors import NotFound
from companion.language import asking
from tests.appointments.made import THURSDAY, a_talk, wanted
from tests.people import Somebody, a_citizen, responsible_for, signed_in

TOLD: dict[str, Any] = {"title": "Snak om job", "directions": "Gå op ad trappen.", "bring": ["Dit brev"]}


@pytest.fixture
def amina(app: Flask) -> Somebody:
    return a_citizen("uk")


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    return responsible_for(amina)


@pytest.fixture
def talk(amina: Somebody, karen: Somebody) -> uuid.UUID:
    made = a_talk(amina, karen, **TOLD)
    points.add(appointment_id=made, danish="Din ferie", translation={}, actor=karen.actor)
    changes.move(
        appointment_id=made,
        version=1,
        starts_at=THURSDAY.replace(hour=12),
        line="Lokalet er optaget.",
        actor=karen.actor,
    )
    return made


def test_it_works(client: FlaskClient, amina: Somebody, talk: uuid.UUID) -> None:
    page, ask = f"/appointments/{talk}", f"/appointments/{talk}/translation"
    assert ask in signed_in(client, amina).get(page).text
    assert client.post(ask).status_code == 303 and ask not in client.get(page).text
    assert [(one.kind, one.about) for one in asking.waiting()] == [(asking.SUMMARY, talk)]
    lacking = translating.missing(talk, "uk")
    assert sorted(lacking.values()) == [
        "Din ferie",
        "Dit brev",
        "Gå op ad trappen.",
        "Lokalet er optaget.",
        "Snak om job",
    ]
    translating.translate(about=talk, language="uk", said={key: f"uk {danish}" for key, danish in lacking.items()})
    html = client.get(page).text
    assert ask not in html and all(f"uk {danish}" in html for danish in lacking.values())


def test_what_the_app_says_itself_needs_nobody(client: FlaskClient, amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)  # its title is the kind of meeting, which ships in her language
    assert translating.missing(talk, "uk") == {}
    assert "/translation" not in signed_in(client, amina).get(f"/appointments/{talk}").text


def test_her_own_question_is_hers(amina: Somebody, karen: Somebody, talk: uuid.UUID) -> None:
    about = {"appointment": talk, "citizen": amina.id}
    lines.add(**about, kind=lines.QUESTION, words={"da": "Må jeg spise?"}, written_in="da", actor=amina.actor)
    assert "Må jeg spise?" not in translating.missing(talk, "uk").values()


def test_a_line_that_stays_keeps_its_translation(amina: Somebody, karen: Somebody, talk: uuid.UUID) -> None:
    lacking = translating.missing(talk, "uk")
    translating.translate(about=talk, language="uk", said=dict.fromkeys(lacking, "Так"))
    version = meeting_of(talk, amina.id).version
    again = wanted(karen, THURSDAY.replace(hour=12), **{**TOLD, "bring": ["Dit brev", "Din kalender"]})
    changes.correct(appointment_id=talk, version=version, wanted=again, actor=karen.actor)
    assert list(translating.missing(talk, "uk").values()) == ["Din kalender"]


def test_nobody_else_asks_and_nothing_else_is_kept(karen: Somebody, talk: uuid.UUID) -> None:
    for other in (a_citizen("uk", name="Oleh Bondar"), karen):
        with pytest.raises(NotFound):
            translating.ask(appointment_id=talk, language="uk", actor=other.actor)
    for about, said in ((talk, {"place": "x"}), (uuid.uuid4(), {"title": "x"})):
        with pytest.raises(NotFound):
            translating.translate(about=about, language="uk", said=said)
