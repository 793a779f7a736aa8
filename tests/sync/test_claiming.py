"""Who may try a delivery, when, and how it is written down."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest

from companion.foundation.runtime import Runtime
from companion.sync import claiming, draining, receivers
from companion.sync import service as sync
from companion.sync.claiming import CLAIM_EXPIRES, Claim, Dropped
from companion.sync.gateway import Letter
from companion.sync.letters import letter
from companion.sync.rules import LADDER, Answer
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.sharing import (
    OK,
    RecordingGateway,
    Sharing,
    a_receiver,
    deliveries,
    events,
    only_delivery,
    sharing,
)

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def amina(runtime: Runtime, clock: FrozenClock) -> Sharing:
    """Her reading is released and due."""
    made = sharing()
    made.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    return made


def claim() -> Claim:
    claimed = claiming.claim()
    assert isinstance(claimed, Claim)
    return claimed


def drain(*answers: Answer) -> tuple[dict[str, int], RecordingGateway]:
    gateway = RecordingGateway(list(answers))
    return dict(draining.drain(gateway=gateway, slots=1, jitter=lambda: 0)), gateway


def test_it_works(amina: Sharing) -> None:
    done, gateway = drain()
    assert done == {"delivered": 1}
    assert gateway.letters[0].headers["webhook-id"] == str(only_delivery().id)
    assert (amina.state(), events()[-1]) == ("delivered", "reading.delivered")
    assert sync.shared_with(amina.citizen.id)[0].delivered_at is not None
    assert drain()[0] == {}


def test_nothing_leaves_before_its_time(runtime: Runtime, clock: FrozenClock) -> None:
    sharing().release()
    sync.take_facts()
    clock.move(AN_HOUR - timedelta(seconds=1))
    assert claiming.claim() is None
    assert sync.next_moment() == clock.now() + timedelta(seconds=1)


def test_facts_become_deliveries_once(amina: Sharing) -> None:
    assert sync.take_facts() == 0
    assert len(deliveries()) == 1


def test_two_receivers_of_a_unit_get_one_each_under_other_names(runtime: Runtime, clock: FrozenClock) -> None:
    both = sharing()
    a_receiver(both.unit, "https://other.example.dk/")
    both.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    done, gateway = drain()
    assert done == {"delivered": 2}
    first, second = (letter.body for letter in gateway.letters)
    assert first != second


def test_two_claimers_get_one_claim(amina: Sharing) -> None:
    with ThreadPoolExecutor(8) as pool:
        claims = [pool.submit(copy_context().run, claiming.claim) for _ in range(8)]
    won = [one.result() for one in claims if one.result() is not None]
    assert len(won) == 1
    assert only_delivery().attempts == 1


def test_withdrawn_before_the_claim_nothing_is_sent(amina: Sharing) -> None:
    amina.withdraw()
    assert amina.state() == "dropped"
    done, gateway = drain()
    assert (done, gateway.letters) == ({"dropped": 1}, [])
    assert only_delivery().reason == "withdrawn"
    assert (amina.state(), events()[-1]) == ("dropped", "reading.dropped")


def test_withdrawn_after_the_claim_it_was_on_its_way(amina: Sharing) -> None:
    claim()
    amina.withdraw()
    assert amina.state() == "was-on-its-way"


def test_withdrawn_after_the_claim_and_then_delivered(amina: Sharing) -> None:
    mine = claim()
    amina.withdraw()
    claiming.record(mine, OK, jitter=0)
    assert amina.state() == "delivered"


def test_a_killed_worker_and_then_a_withdrawal(amina: Sharing, clock: FrozenClock) -> None:
    claim()
    amina.withdraw()
    clock.move(CLAIM_EXPIRES)
    dropped = claiming.claim()
    assert isinstance(dropped, Dropped)
    assert (dropped.outcome, only_delivery().reason) == ("was-on-its-way", "unknown-when-withdrawn")
    assert (amina.state(), events()[-1]) == ("was-on-its-way", "reading.was-on-its-way")


def test_killed_between_claim_and_send_it_is_delivered_once(amina: Sharing, clock: FrozenClock) -> None:
    claim()  # and this worker is gone
    assert drain()[0] == {}
    clock.move(CLAIM_EXPIRES)
    done, gateway = drain()
    assert (done, len(gateway.letters)) == ({"delivered": 1}, 1)


def test_a_stale_claim_records_nothing(amina: Sharing, clock: FrozenClock) -> None:
    slow = claim()
    clock.move(CLAIM_EXPIRES)
    mine = claim()
    assert claiming.record(slow, Answer(500, "http-500", arrived=None), jitter=0) is None
    claiming.give_back(slow)
    assert only_delivery().claim_id == mine.claim_id
    assert claiming.record(mine, OK, jitter=0) == "delivered"
    assert claiming.record(mine, OK, jitter=0) is None
    assert events().count("reading.delivered") == 1


def test_too_late_after_the_claim_it_is_given_back(
    amina: Sharing, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_claim: Claim) -> Letter:
        clock.move(timedelta(seconds=5))
        return Letter("https://cases.example.dk/in", {}, b"")

    monkeypatch.setattr(draining, "letter", slow)
    gateway = RecordingGateway()
    assert draining.attempt(claim(), gateway=gateway, jitter=lambda: 0) == "given-back"
    given_back = only_delivery()
    assert (gateway.letters, given_back.attempts, given_back.claimed_at) == ([], 0, None)
    assert given_back.next_due == clock.now() + LADDER[0]


def test_failures_climb_the_ladder_and_end(amina: Sharing, clock: FrozenClock) -> None:
    for wait in LADDER:
        assert drain(Answer(500, "http-500", arrived=None))[0] == {"retry": 1}
        assert sync.next_moment() == clock.now() + wait
        assert amina.state() == "not-delivered-yet"
        clock.move(wait)
    assert drain(Answer(500, "http-500", arrived=None))[0] == {"dead": 1}
    assert (amina.state(), sync.next_moment()) == ("not-delivered-yet", None)


def test_the_webhook_id_and_the_body_never_change(amina: Sharing, clock: FrozenClock) -> None:
    _, first = drain(Answer(503, "http-503", arrived=None))
    clock.move(timedelta(days=1))
    _, second = drain()
    assert first.letters[0].headers["webhook-id"] == second.letters[0].headers["webhook-id"]
    assert first.letters[0].body == second.letters[0].body
    assert first.letters[0].headers["webhook-timestamp"] != second.letters[0].headers["webhook-timestamp"]


@pytest.mark.parametrize("status", [409, 422])
def test_refused_content_is_held_for_a_person(amina: Sharing, status: int) -> None:
    assert drain(Answer(status, f"http-{status}", arrived=False))[0] == {"held": 1}
    assert (amina.state(), only_delivery().last_status) == ("held", status)


@pytest.mark.parametrize("status", [404, 410])
def test_a_receiver_that_is_gone_is_paused_and_resumed(amina: Sharing, clock: FrozenClock, status: int) -> None:
    assert drain(Answer(status, f"http-{status}", arrived=False))[0] == {"paused": 1}
    (receiver,) = sync.receivers()
    assert (receiver.paused_at, receiver.paused_why) == (clock.now(), f"http-{status}")
    assert (drain()[0], sync.next_moment()) == ({}, None)
    receivers.resume(receiver_id=receiver.id, actor=MADE_BY)
    assert drain()[0] == {"delivered": 1}


def test_a_letter_that_cannot_be_built_does_not_block_the_next(
    amina: Sharing, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    sharing().release()
    sync.take_facts()
    clock.move(AN_HOUR)

    def broken(claimed: Claim) -> Letter:
        if claimed.citizen_id == amina.citizen.id:
            raise ValueError("broken")
        return letter(claimed)

    monkeypatch.setattr(draining, "letter", broken)
    assert drain()[0] == {"held": 1, "delivered": 1}
    assert amina.state() == "held"


def test_a_timeout_may_have_arrived(amina: Sharing) -> None:
    drain(Answer(None, "timeout"))
    amina.withdraw()
    assert amina.state() == "was-on-its-way"


def test_slots_share_the_work(runtime: Runtime, clock: FrozenClock) -> None:
    for _ in range(12):
        sharing().release()
    sync.take_facts()
    clock.move(AN_HOUR)
    gateway = RecordingGateway()
    assert draining.drain(gateway=gateway, slots=4) == {"delivered": 12}
    assert len({letter.headers["webhook-id"] for letter in gateway.letters}) == 12


def test_a_stopping_worker_claims_nothing_more(amina: Sharing) -> None:
    gateway = RecordingGateway()
    assert not draining.drain(gateway=gateway, slots=1, stopped=lambda: True)
    assert only_delivery().attempts == 0
