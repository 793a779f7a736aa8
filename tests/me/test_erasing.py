"""Erasure: everything goes at once or nothing does, law keeps little and without a name, and no way in finds her."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from companion.accounts import merging, sign_in
from companion.accounts import own_copy as accounts
from companion.consent import service as consent
from companion.consent.purposes import WHO5_INDEX
from companion.foundation import audit_check, audit_seals
from companion.foundation.copies import Erasure
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.me import erasing, own_copy, retention
from companion.migrations.metadata import METADATA
from companion.sync import service as sync
from companion.sync.claiming import Claim, claim
from companion.sync.gateway import Letter
from companion.sync.rules import Answer
from tests.clock import FrozenClock
from tests.me.a_whole_life import NAME, PHONE, Life, a_life, an_answer
from tests.people import MADE_BY, a_citizen, signed_in
from tests.sync.sharing import RecordingGateway
from tests.web.markup import by_id, elements

PROOF = {"person", "consent"}  # where her key may still stand when nothing has left
PROOF_OF_SENDING = PROOF | {"release", "delivery", "opaque_key", "fact"}


@dataclass
class ErasingGateway(RecordingGateway):
    """She erases herself while the call is out."""

    erase: Callable[[], object] = dict

    def post(self, letter: Letter, *, begin_within: float) -> Answer:
        """Erase, then answer as the receiver does."""
        self.erase()
        return super().post(letter, begin_within=begin_within)


def erased(life: Life) -> dict[str, int]:
    return erasing.erase(sure=True, actor=life.amina.actor)


def tables_that_name(*needles: str) -> set[str]:
    """Every table with one of these texts (a key, a name, a phone) anywhere in it."""
    found = set()
    with reading() as db:
        for table in METADATA.sorted_tables:
            told = str([tuple(row) for row in db.execute(select(table))]).replace("-", "")
            found |= {table.name for needle in needles if needle.replace("-", "") in told}
    return found


def test_it_works(runtime: Runtime) -> None:
    life = a_life()
    counts = erased(life)
    assert counts["reading"] == counts["plan"] == counts["relation"] == counts["sign_in"] == 1
    assert counts["appointment"] > 1 and counts["release"] == 1
    assert tables_that_name(NAME, PHONE) == set()


def test_her_key_stays_only_where_law_keeps_proof(runtime: Runtime) -> None:
    life = a_life()
    erased(life)
    assert tables_that_name(str(life.id)) - {"audit_line"} == PROOF


def test_of_what_left_the_proof_stays_without_a_value(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    sync.take_facts()
    clock.move(timedelta(hours=2))
    assert isinstance(claim(), Claim)
    erased(life)
    assert tables_that_name(str(life.id)) - {"audit_line"} == PROOF_OF_SENDING
    assert tables_that_name(NAME, PHONE) == set()


def test_an_account_merged_into_hers_goes_with_it_and_one_split_off_stays(runtime: Runtime) -> None:
    amina, same, other = a_citizen(), a_citizen(), a_citizen(name="Amina Farah")
    merging.merge(keep=amina.id, gone=same.id, actor=MADE_BY)
    mistaken = merging.merge(keep=amina.id, gone=other.id, actor=MADE_BY)
    merging.split(merge_id=mistaken, actor=MADE_BY)
    erasing.erase(sure=True, actor=amina.actor)
    assert accounts.names({amina.id, same.id, other.id}) == {other.id: "Amina Farah"}
    assert own_copy.copy_of(same.id).tables()["audit_line"] == [] != own_copy.copy_of(other.id).tables()["audit_line"]


def test_what_waits_is_never_sent(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    sync.take_facts()
    erased(life)
    clock.move(timedelta(hours=2))
    assert claim() is None
    assert sync.take_facts() == 0


def test_every_yes_ends(runtime: Runtime) -> None:
    life = a_life()
    erased(life)
    assert not consent.allows(citizen=life.id, purpose=WHO5_INDEX, unit=life.unit)
    kept = consent.ledger(life.id)
    assert len(kept) == 2 and all(one.withdrawn_at for one in kept)


def test_her_audit_is_blank(runtime: Runtime) -> None:
    life = a_life()
    erased(life)
    assert own_copy.copy_of(life.id).rooms["audit"] == {"audit_line": []}


def test_the_seals_over_her_audit_still_verify(runtime: Runtime, clock: FrozenClock) -> None:
    life = a_life()
    audit_seals.seal()
    erased(life)
    audit_seals.seal()
    assert audit_check.verify()[0] == []
    clock.move(timedelta(days=4000))
    retention.run()
    assert audit_check.verify()[0] == []


def test_a_letter_under_way_arrives_and_is_kept_as_proof(runtime: Runtime, clock: FrozenClock) -> None:
    """The call has begun when she erases: it cannot be called back, and what it brought is written down."""
    life, gateway = a_life(), ErasingGateway()
    gateway.erase = lambda: erased(life)
    sync.take_facts()
    clock.move(timedelta(hours=2))
    assert sync.drain(gateway=gateway, slots=1) == {"delivered": 1}
    (kept,) = own_copy.copy_of(life.id).rooms["sync"]["delivery"]
    assert kept["outcome"] == "delivered"


def test_she_can_ask_them_to_remove_it_and_be_forgotten_here(runtime: Runtime, clock: FrozenClock) -> None:
    life, gateway = a_life(), RecordingGateway()
    sync.take_facts()
    clock.move(timedelta(hours=2))
    sync.drain(gateway=gateway, slots=1)
    erasing.erase(sure=True, ask_removal=True, actor=life.amina.actor)
    sync.take_facts()
    sync.drain(gateway=gateway, slots=1)
    sent, *after = gateway.letters
    (over,), (removed,) = ([one for one in after if (b"in-error" in one.body) is gone] for gone in (False, True))
    assert NAME.encode() not in over.body and b"Observation" not in over.body
    assert b"entered-in-error" in removed.body and b"valueInteger" not in removed.body and sent.body != removed.body
    assert NAME.encode() not in removed.body


def test_without_that_tick_nobody_is_asked(runtime: Runtime, clock: FrozenClock) -> None:
    life, gateway = a_life(), RecordingGateway()
    sync.take_facts()
    clock.move(timedelta(hours=2))
    sync.drain(gateway=gateway, slots=1)
    erased(life)
    sync.take_facts()
    sync.drain(gateway=gateway, slots=1)
    assert [b'"inactive"' in one.body for one in gateway.letters] == [False, True]
    assert b"entered-in-error" not in gateway.letters[1].body


def test_a_letter_claimed_but_not_built_holds_nobody_up(runtime: Runtime, clock: FrozenClock) -> None:
    life, gateway = a_life(), RecordingGateway()
    sync.take_facts()
    clock.move(timedelta(hours=2))
    assert isinstance(claim(), Claim)
    erased(life)
    clock.move(timedelta(minutes=5))
    assert sync.drain(gateway=gateway, slots=1) == {"was-on-its-way": 1}
    assert gateway.letters == []


def test_no_way_in_finds_her(runtime: Runtime) -> None:
    life = a_life()
    token = sign_in.sign_in(person=life.id, own_phone=True, method="passkey")
    erased(life)
    assert sign_in.who(token) is None
    assert sign_in.who(sign_in.sign_in(person=life.id, own_phone=True, method="oidc")) is None
    with pytest.raises(NotFound):
        sign_in.persona("citizen-course")


def test_others_keep_everything(runtime: Runtime) -> None:
    life, other = a_life(), a_citizen(name="Selam Tesfay")
    an_answer(other)
    before = own_copy.copy_of(other.id).rooms
    erased(life)
    assert own_copy.copy_of(other.id).rooms == before


def test_twice_is_the_same_as_once(runtime: Runtime) -> None:
    life = a_life()
    erased(life)
    assert sum(erasing.again(life.id).values()) == 0


def test_what_came_in_at_that_very_second_goes_with_the_next_night(runtime: Runtime) -> None:
    life = a_life()
    erased(life)
    an_answer(life.amina)
    assert erasing.again(life.id)["reading"] == 1


def test_without_saying_so_nothing_goes(runtime: Runtime) -> None:
    life = a_life()
    with pytest.raises(erasing.SayThatYouMeanIt):
        erasing.erase(sure=False, actor=life.amina.actor)
    assert own_copy.copy_of(life.id).rooms["checkins"]["reading"]


@pytest.mark.parametrize("room", [name for name, _room in own_copy.ROOMS])
def test_killed_in_any_room_nothing_is_gone(runtime: Runtime, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last write of each room's erasure is followed by a fault: the database is as it was."""
    life = a_life()
    before = own_copy.copy_of(life.id).rooms
    stops = own_copy.ROOMS[[name for name, _room in own_copy.ROOMS].index(room)][1]
    whole = stops.erase

    def killed(citizen: uuid.UUID) -> dict[str, int]:
        whole(citizen)
        raise KeyboardInterrupt

    monkeypatch.setattr(stops, "erase", killed)
    with pytest.raises(KeyboardInterrupt):
        erased(life)
    monkeypatch.undo()
    assert own_copy.copy_of(life.id).rooms == before
    assert erased(life)["reading"] == 1


def test_somebody_who_writes_at_the_same_moment_does_not_stop_it(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that comes in between makes the database refuse; the whole is undone and done again."""
    life, times = a_life(), []
    rooms = dict(own_copy.ROOMS)
    whole = rooms["plan"].erase

    def a_card_comes_in(citizen: uuid.UUID) -> dict[str, int]:
        times.append(1)
        if len(times) == 1:
            with transaction() as session:
                session.execute(text("delete from person where id = (select citizen_id from plan)"))
        return whole(citizen)

    monkeypatch.setattr(rooms["plan"], "erase", a_card_comes_in)
    assert erased(life)["plan"] == 1
    assert len(times) == 1 + 2  # undone at the first, then once for each account that is hers


def test_the_page_says_what_goes_what_stays_and_who_has_something(client: FlaskClient) -> None:
    life = a_life()
    signed_in(client, life.amina)
    html = client.get("/me/erase").text
    stays, sent = by_id(html, "stays"), by_id(html, "sent")
    assert stays is not None and "5 år" in stays.text and sent is not None and "Intet er sendt" in sent.text
    assert "Din hjælp, dine penge og din sag er de samme bagefter." in html
    assert not [one for one in elements(html, "input") if "checked" in one.attributes]


def test_a_form_without_the_tick_is_answered_and_nothing_is_gone(client: FlaskClient) -> None:
    life = a_life()
    signed_in(client, life.amina)
    answer = client.post("/me/erase")
    assert answer.status_code == 422 and by_id(answer.text, "sure-error") is not None
    assert own_copy.copy_of(life.id).rooms["plan"]["plan"]


@pytest.mark.parametrize(("own_phone", "forgets"), [(True, '"cache", "storage"'), (False, '"cache"')])
def test_the_receipt_is_for_a_stranger(client: FlaskClient, own_phone: bool, forgets: str) -> None:
    life = a_life("ar")
    signed_in(client, life.amina, own_phone=own_phone)
    answer = client.post("/me/erase", data={"sure": "yes"})
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (200, forgets)
    assert 'lang="ar"' in answer.text and NAME not in answer.text and "companion-owner" not in answer.text
    assert not [link for link in elements(answer.text, "a") if link.get("href") in ("/me", "/plan")]
    assert client.get("/me").status_code == 401


def test_every_table_that_stays_has_its_reason(runtime: Runtime) -> None:
    kept = {table for _name, room in own_copy.ROOMS for table, rule in room.TABLES.items() if rule is Erasure.STAYS}
    told = {one.key for one in erasing.what_stays()}
    assert told == set(erasing.WHY) and kept
