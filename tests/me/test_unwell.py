"""“When I am not well”: hers, sealed, kept on her own phone, and read by whom she names, for as long as she wants."""

import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from companion.accounts import roll
from companion.foundation import audit
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.me import unwell
from companion.me.unwell import Card, NothingWritten, TooManyWords
from tests.caseload.test_contacting import also_there
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id

CARD = Card(signs="Jeg åbner ikke min post.", helps="En tur ved vandet.", calls="Min bror")
NOTHING = "Her er intet til dig."


def written() -> tuple[Somebody, Somebody]:
    """Amina with a card, and Karen, who is responsible for her."""
    amina = a_citizen()
    karen = responsible_for(amina)
    unwell.write(card=CARD, actor=amina.actor)
    return amina, karen


def test_it_works(runtime: Runtime) -> None:
    amina, karen = written()
    unwell.share(staff=karen.id, actor=amina.actor)
    (shared,) = unwell.shares(amina.id)
    found = unwell.shown_to(amina.id, actor=karen.actor)
    assert found is not None and found.card == CARD
    assert "read.unwell-card" in [line.event for line in audit.lines_about(amina.id)]
    unwell.stop(share_id=shared.id, actor=amina.actor)
    assert unwell.shown_to(amina.id, actor=karen.actor) is None


def test_it_lies_sealed(runtime: Runtime) -> None:
    written()
    with reading() as db:
        row = db.execute(text("select * from unwell_card")).one()
    kept = b"".join(bytes(getattr(row, field)) for field in ("signs", "helps", "calls"))
    assert b"vandet" not in kept and b"post" not in kept


def test_who_was_not_named_reads_nothing_and_cannot_tell_why(client: FlaskClient) -> None:
    amina, karen = written()
    peter, nora = also_there(amina, "therapist"), a_citizen(name="Amina Haddad")
    ole = responsible_for(nora)
    unwell.share(staff=karen.id, actor=amina.actor)
    told = [signed_in(client, peter).get(f"/desk/{amina.id}/unwell").text.replace(str(amina.id), "id")]
    told.append(signed_in(client, ole).get(f"/desk/{nora.id}/unwell").text.replace(str(nora.id), "id"))
    assert NOTHING in told[0] and len(set(told)) == 1


def test_only_somebody_of_her_team_can_be_named(runtime: Runtime) -> None:
    amina, _karen = written()
    for somebody in (staff(name="Ida Winther").id, amina.id, uuid.uuid4()):
        with pytest.raises(NotFound):
            unwell.share(staff=somebody, actor=amina.actor)


def test_who_has_left_reads_no_more(client: FlaskClient) -> None:
    amina, karen = written()
    unwell.share(staff=karen.id, actor=amina.actor)
    assert "En tur ved vandet." in signed_in(client, karen).get(f"/desk/{amina.id}/unwell").text
    roll.end_role(person=karen.id, role=karen.role, actor=MADE_BY)
    assert unwell.shares(amina.id) == []


def test_taking_the_card_away_ends_every_leave(runtime: Runtime) -> None:
    amina, karen = written()
    unwell.share(staff=karen.id, actor=amina.actor)
    unwell.take_away(actor=amina.actor)
    unwell.write(card=CARD, actor=amina.actor)
    assert unwell.shown_to(amina.id, actor=karen.actor) is None


def test_nobody_elses_leave_can_be_ended(client: FlaskClient) -> None:
    amina, karen = written()
    unwell.share(staff=karen.id, actor=amina.actor)
    (shared,) = unwell.shares(amina.id)
    signed_in(client, a_citizen(name="Nora Friis"))
    assert client.post(f"/me/unwell/share/{shared.id}/stop").status_code == 404
    assert unwell.shares(amina.id)


@pytest.mark.parametrize(("card", "refusal"), [(Card(), NothingWritten), (Card(helps="a" * 601), TooManyWords)])
def test_an_empty_or_endless_card_is_refused(runtime: Runtime, card: Card, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        unwell.write(card=card, actor=a_citizen().actor)


def test_the_page_writes_shows_and_shares(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, amina)
    assert "Kun du kan læse det." in client.get("/me/unwell").text
    assert client.post("/me/unwell", data={"helps": " En tur \r\nved vandet. "}).status_code == 303
    client.post("/me/unwell/share", data={"staff": str(karen.id)})
    html = client.get("/me/unwell").text
    mine, shared = by_id(html, "mine"), by_id(html, "shared")
    assert mine is not None and "En tur ved vandet." in mine.text
    assert shared is not None and "Karen Holm" in shared.text
    client.post("/me/unwell/end")
    assert unwell.of(amina.id) is None


def test_what_cannot_be_kept_stays_in_the_form(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    answer = client.post("/me/unwell", data={"signs": "Kort", "helps": "a" * 601})
    assert answer.status_code == 422 and "a" * 601 in answer.text and 'href="#helps"' in answer.text
    assert client.post("/me/unwell", data={}).status_code == 422
    assert client.post("/me/unwell/share", data={"staff": "nobody"}).status_code == 422


def test_a_switch_of_language_loses_nothing(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    assert "En tur" in client.post("/me/unwell", data={"helps": "En tur", "_language": "ar"}).text
    assert unwell.of(amina.id) is None


@pytest.mark.parametrize(("own_phone", "kept"), [(True, "own"), (False, "never")])
def test_only_her_own_phone_keeps_it(client: FlaskClient, own_phone: bool, kept: str) -> None:
    signed_in(client, a_citizen(), own_phone=own_phone)
    assert client.get("/me/unwell").headers["Companion-Keep"] == kept
    assert client.get("/me/quiet").headers["Companion-Keep"] == "never"


@pytest.mark.parametrize("role", ["ips-consultant", "therapist"])
def test_without_a_relation_the_page_is_not_there(client: FlaskClient, role: str) -> None:
    amina, _karen = written()
    signed_in(client, staff(role, name="Ida Winther"))
    assert client.get(f"/desk/{amina.id}/unwell").status_code == 404
