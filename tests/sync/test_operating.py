"""What operators do: two secrets, rests, pauses, ends, sending once more, looking up a key, a preview; and turns."""

import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from companion.foundation import audit, clock
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.sync import again, claiming, draining, operating, previewing, receivers, signing
from companion.sync import service as sync
from companion.sync.operating import StillTwoSecrets
from companion.sync.rules import RESTS_AFTER, Answer, rest
from companion.sync.turns import LINES
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.sharing import (
    OK,
    SECRET,
    RecordingGateway,
    Sharing,
    a_reading,
    a_receiver,
    deliveries,
    only_delivery,
    sharing,
)

AN_HOUR = timedelta(hours=1)
DOWN = Answer(503, "http-503", arrived=None)


@pytest.fixture
def amina(runtime: Runtime, clock: FrozenClock) -> Sharing:
    """Her reading is released and due."""
    return due(clock, sharing())


def due(clock: FrozenClock, made: Sharing) -> Sharing:
    made.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    return made


def drain(*answers: Answer) -> RecordingGateway:
    gateway = RecordingGateway(list(answers))
    draining.drain(gateway=gateway, slots=1, jitter=lambda: 0)
    return gateway


def the_receiver() -> receivers.KnownReceiver:
    (found,) = sync.receivers()
    return found


def genuine(letters: Sequence[object], secret: str) -> bool:
    (letter,) = letters
    headers, body = letter.headers, letter.body  # type: ignore[attr-defined]
    try:
        signing.check(received=headers, body=body, secret=secret, now=clock.now())
    except signing.BadSignature:
        return False
    return True


def test_while_a_secret_is_changed_both_sign(amina: Sharing) -> None:
    fresh = signing.make_secret()
    operating.rotate(receiver_id=the_receiver().id, secret=fresh, actor=MADE_BY)
    letters = drain().letters
    assert genuine(letters, SECRET) and genuine(letters, fresh)
    assert letters[0].headers["webhook-signature"].count("v1,") == 2


def test_once_finished_only_the_newest_signs(amina: Sharing) -> None:
    fresh, receiver = signing.make_secret(), the_receiver().id
    operating.rotate(receiver_id=receiver, secret=fresh, actor=MADE_BY)
    with pytest.raises(StillTwoSecrets):
        operating.rotate(receiver_id=receiver, secret=SECRET, actor=MADE_BY)
    operating.drop_old_secret(receiver_id=receiver, actor=MADE_BY)
    letters = drain().letters
    assert genuine(letters, fresh) and not genuine(letters, SECRET)


def test_after_failures_in_a_row_it_rests_and_one_letter_tries(runtime: Runtime, clock: FrozenClock) -> None:
    first = sharing()
    everybody = [first, *(another(first.unit) for _ in range(RESTS_AFTER + 2))]
    for one in everybody:
        one.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    assert len(drain(*[DOWN] * 20).letters) == RESTS_AFTER
    assert sync.next_moment() == clock.now() + rest(RESTS_AFTER)  # type: ignore[operator]
    clock.move(timedelta(seconds=5))
    assert len(drain(DOWN).letters) == 1  # the probe fails, and the rest wait longer
    clock.move(timedelta(seconds=10))
    assert len(drain(OK).letters) == len(everybody)
    assert the_receiver().rests_until is None


def another(unit: object) -> Sharing:
    from tests.people import a_citizen
    from tests.sync.sharing import says_yes

    citizen = a_citizen(name="Nora Berg")
    return Sharing(citizen, unit, says_yes(citizen, unit), a_reading(citizen))  # type: ignore[arg-type]


@pytest.mark.parametrize(("failures", "seconds"), [(4, None), (5, 5), (6, 10), (11, 320), (12, 600), (99, 600)])
def test_a_rest_doubles_up_to_ten_minutes(failures: int, seconds: int | None) -> None:
    assert rest(failures) == (None if seconds is None else timedelta(seconds=seconds))


def test_one_that_rests_slows_nobody_else(amina: Sharing, clock: FrozenClock) -> None:
    with_other = due(clock, sharing(address="https://other.example.dk/in"))
    gateway = drain(DOWN)
    assert {letter.address for letter in gateway.letters} == {
        "https://cases.example.dk/in",
        "https://other.example.dk/in",
    }
    assert with_other.state() == "delivered"


def test_only_a_few_letters_at_once_go_to_one_receiver(runtime: Runtime, clock: FrozenClock) -> None:
    first = sharing()
    for one in (first, *(another(first.unit) for _ in range(LINES))):
        one.release()
    sync.take_facts()
    clock.move(AN_HOUR)
    claims = [claiming.claim() for _ in range(LINES + 1)]
    assert [one is not None for one in claims] == [True] * LINES + [False]
    clock.move(claiming.CLAIM_EXPIRES)
    assert claiming.claim() is not None  # what a killed worker held does not count


def test_the_oldest_of_a_citizen_goes_first(amina: Sharing, clock: FrozenClock) -> None:
    clock.move(timedelta(days=15))
    second = a_reading(amina.citizen)
    sync.release(reading_id=second, actor=amina.citizen.actor)
    sync.take_facts()
    clock.move(AN_HOUR)
    assert len(drain(DOWN).letters) == 1  # the first failed, so the second waits behind it
    clock.move(timedelta(seconds=5))
    ids = [letter.headers["webhook-id"] for letter in drain().letters]
    assert ids == [str(one.id) for one in sorted(deliveries(), key=lambda one: one.told_at or clock.now())]


def test_a_dead_letter_blocks_nobody(amina: Sharing, clock: FrozenClock) -> None:
    drain(Answer(422, "http-422", arrived=False))
    clock.move(timedelta(days=15))
    sync.release(reading_id=a_reading(amina.citizen), actor=amina.citizen.actor)
    sync.take_facts()
    clock.move(AN_HOUR)
    assert len(drain().letters) == 1


def test_held_and_dead_are_redriven_under_the_same_name(amina: Sharing) -> None:
    first = drain(Answer(409, "http-409", arrived=False)).letters
    assert again.redrive(actor=MADE_BY) == 1
    second = drain().letters
    assert first[0].headers["webhook-id"] == second[0].headers["webhook-id"]
    assert (amina.state(), again.redrive(actor=MADE_BY)) == ("delivered", 0)


def test_a_redrive_asks_for_consent_again(amina: Sharing) -> None:
    drain(Answer(409, "http-409", arrived=False))
    amina.withdraw()
    again.redrive(actor=MADE_BY)
    assert (drain().letters, only_delivery().outcome) == ([], "dropped")


def test_a_replay_sends_the_same_once_more(amina: Sharing, clock: FrozenClock) -> None:
    first, receiver = drain().letters, the_receiver().id
    told_at = sync.shared_with(amina.citizen.id)[0].delivered_at
    clock.move(AN_HOUR)
    assert again.replay(receiver_id=receiver, since=clock.now().date() + timedelta(days=1), actor=MADE_BY) == 0
    assert again.replay(receiver_id=receiver, since=clock.now().date(), actor=MADE_BY) == 1
    assert amina.state() == "delivered"  # it is there already
    second = drain().letters
    assert (first[0].body, first[0].headers["webhook-id"]) == (second[0].body, second[0].headers["webhook-id"])
    assert sync.shared_with(amina.citizen.id)[0].delivered_at == told_at


def test_a_replay_reaches_a_receiver_that_came_later(amina: Sharing, clock: FrozenClock) -> None:
    drain()
    later = a_receiver(amina.unit, "https://new.example.dk/in")
    assert again.replay(receiver_id=later, since=clock.now().date(), actor=MADE_BY) == 1
    assert [letter.address for letter in drain().letters] == ["https://new.example.dk/in"]


def test_a_paused_receiver_waits_until_it_is_resumed(amina: Sharing) -> None:
    operating.pause(receiver_id=the_receiver().id, actor=MADE_BY)
    assert drain().letters == []
    sync.resume(receiver_id=the_receiver().id, actor=MADE_BY)
    assert len(drain().letters) == 1


def test_an_ended_receiver_gets_nothing_for_good(amina: Sharing) -> None:
    receiver = the_receiver().id
    assert operating.end(receiver_id=receiver, actor=MADE_BY) == 1
    assert (drain().letters, amina.state()) == ([], "dropped")
    for refused in (operating.pause, operating.end, sync.resume):
        with pytest.raises(NotFound):
            refused(receiver_id=receiver, actor=MADE_BY)
    assert sync.receivers()[0].ended_at is not None


def test_a_key_is_looked_up_and_she_sees_it(amina: Sharing) -> None:
    receiver = the_receiver().id
    key = operating.keys_of(citizen=amina.citizen.id, actor=MADE_BY)[receiver]
    assert operating.whose(key=key, actor=MADE_BY) == (amina.citizen.id, receiver)
    assert [line.event for line in audit.lines_about(amina.citizen.id)].count("read.opaque-key") == 2
    with pytest.raises(NotFound):
        operating.whose(key=receiver, actor=MADE_BY)


def test_a_preview_is_what_leaves(amina: Sharing) -> None:
    (shown,) = previewing.preview(citizen=amina.citizen.id, actor=MADE_BY)
    (letter,) = drain().letters
    assert shown.body is not None
    shown_at, sent = json.loads(shown.body)["entry"][:2], json.loads(letter.body)["entry"][:2]
    assert shown_at == sent
    amina.withdraw()
    over, stays = previewing.preview(citizen=amina.citizen.id, actor=MADE_BY)
    assert over.what == "consent.over" and b'"inactive"' in (over.body or b"")
    assert (stays.body, stays.why_not) == (None, "no live consent")
