"""An interpreter reads the statements aloud: who and in which language stays with the answer, and goes nowhere else."""

import json
import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.checkins import answers, own_copy
from companion.checkins import service as checkins
from companion.checkins.assisted import ReaderMissing, read_aloud
from companion.checkins.instruments import wording
from companion.checkins.records import Reading
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.language.words import words
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.phone import check_in, phone_of
from tests.web.markup import by_id, elements, main_of

FIVE = {"happy": "2", "calm": "2", "active": "2", "rested": "1", "interest": "1"}
NADIA = "Nadia Aziz, Tolkene"
SAID = {"reader_name": NADIA, "read_aloud_in": "ti"}


def sent(client: FlaskClient, **changed: str) -> int:
    return client.post("/check-in/assisted", data={"key": str(uuid.uuid4()), **FIVE, **SAID, **changed}).status_code


def sealed(person: Somebody, **content: object) -> None:
    answers.take_in_sealed(phone_of(person).seal({**check_in(), **content}), actor=person.actor)


def test_it_works(client: FlaskClient) -> None:
    """Tigrinya has no wording: the interpreter reads the Danish one, and it is kept as such."""
    selam = a_citizen("ti")
    signed_in(client, selam)
    quoted = wording("who5", "da")
    html = client.get("/check-in/assisted").text
    assert quoted and tuple(one.text for one in elements(html, "legend")) == quoted.items
    assert sent(client) == 303
    (one,) = checkins.history(selam.id)
    assert (one.language, one.read_aloud_in, one.raw) == ("da", "ti", 8)


def test_the_name_lies_sealed(runtime: Runtime) -> None:
    selam = a_citizen("ti")
    sealed(selam, **SAID)
    with reading() as db:
        kept = db.execute(select(Reading.reader_name)).scalar_one()
    assert kept and b"Nadia" not in kept


def test_it_stands_in_her_own_copy_and_history(client: FlaskClient, clock: FrozenClock) -> None:
    selam = a_citizen("ti")
    signed_in(client, selam)
    sent(client)
    clock.move(timedelta(days=14))
    sealed(selam)
    copied = {row["reader_name"]: row["read_aloud_in"] for row in own_copy.export_of(selam.id)["reading"]}
    assert copied == {NADIA: "ti", None: None}
    told = by_id(client.get("/check-in/result").text, "history")
    assert told is not None and "ትግርኛ" in told.text and str(words("ti").plain("Du svarede selv.")) in told.text
    assert told.text.count(NADIA) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"reader_name": ""}, "reader_name"), ({"reader_name": " N "}, "reader_name"),
     ({"read_aloud_in": "xx"}, "reader_name"), ({"read_aloud_in": "da"}, "reader_name"),
     ({"reader_name": "n" * 101}, "reader_name"), ({"calm": ""}, "calm")],
)  # fmt: skip
def test_what_is_missing_is_told_and_nothing_is_lost(client: FlaskClient, changed: dict[str, str], said: str) -> None:
    selam = a_citizen("ti")
    signed_in(client, selam)
    answer = client.post("/check-in/assisted", data={"key": str(uuid.uuid4()), **FIVE, **SAID, **changed})
    assert answer.status_code == 422 and f'href="#{said}"' in answer.text
    assert "checked" in answer.text and not checkins.history(selam.id)


@pytest.mark.parametrize(
    "said", [{"reader_name": NADIA}, {"read_aloud_in": "ti"}, {"reader_name": 5, "read_aloud_in": "ti"}]
)
def test_a_phone_that_says_half_is_refused(runtime: Runtime, said: dict[str, object]) -> None:
    with pytest.raises(ReaderMissing):
        sealed(a_citizen("ti"), **said)


def test_nobody_is_asked_for_an_interpreter_on_the_own_form(client: FlaskClient) -> None:
    assert read_aloud(None, None) is None
    signed_in(client, a_citizen())
    html = client.get("/check-in").text
    assert "reader_name" not in html and "/check-in/assisted" not in html
    assert "/check-in/assisted" in signed_in(client, a_citizen("ti")).get("/check-in").text


def test_nothing_is_filled_in_but_her_language(client: FlaskClient) -> None:
    html = main_of(signed_in(client, a_citizen("ti")).get("/check-in/assisted").text)
    assert not [one for one in elements(html, "input") if "checked" in one.attributes]
    (chosen,) = [one.get("value") for one in elements(html, "option") if "selected" in one.attributes]
    assert chosen == "ti"


def test_staff_never_see_the_mark(client: FlaskClient) -> None:
    selam = a_citizen("ti")
    karen = responsible_for(selam)
    signed_in(client, selam)
    sent(client)
    desk = signed_in(client, karen).get("/desk").text
    assert "Nadia" not in desk and "læste op" not in desk and json.dumps(NADIA) not in desk
