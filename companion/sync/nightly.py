"""Files a night for a unit whose system takes files: what is due is claimed, written whole, then recorded.

What is due when the night begins is written in portions, oldest first, each a file of its own: consent is checked with
the claim, and a file stands under its name within the time the contract gives a call. A portion that came too late ends
the night's work until the next pass, which begins with that portion: no newer fact of a citizen overtakes an older one.
Whatever stops the worker, a half-written file has another name, one that is there is never written again, and what
stands in it is recorded as arrived. Every line has the id of its delivery, so that what came twice can be told.
"""

import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from companion.accounts import own_copy as everybody
from companion.foundation import clock
from companion.foundation.clock import danish
from companion.foundation.database import in_turn, reading, transaction
from companion.sync import allow_list, claiming, facts_csv, night_folder
from companion.sync.claiming import CLAIM_EXPIRES, Claim, Dropped
from companion.sync.draining import BEGIN_WITHIN, CONTESTED_WAIT
from companion.sync.night_folder import Night
from companion.sync.on_page import Shared
from companion.sync.receivers import CSV, KnownReceiver, receivers
from companion.sync.records import Delivery, Receiver
from companion.sync.removals import REMOVAL
from companion.sync.rules import NOT_BUILT, Answer
from companion.sync.told import Line, NoLonger, NotNow, Told

FIRST_HOUR = 2  # in Denmark: nobody writes any more, and it is there when the unit opens
MOST = 500  # deliveries in one file
AT_ONCE = 20  # claimed in one transaction
FILL_WITHIN = timedelta(seconds=2.5)  # since the first claim of a file; then it is written, with room before it is late
WORK_FOR = timedelta(seconds=30)  # at one folder in one pass; letters go out meanwhile, and the next pass goes on
REMOVED = "entered-in-error"
_log = logging.getLogger("companion.sync")


@dataclass(frozen=True)
class Written:
    """One claimed delivery as it stands in the file."""

    claim: Claim
    told: Told


def if_due() -> int:
    """Write the files of tonight that are not there yet; how many deliveries they hold."""
    if danish(clock.now()).hour < FIRST_HOUR:
        return 0
    open_ones = [one for one in receivers() if one.body == CSV and one.ended_at is None and one.paused_at is None]
    return sum(_tonight(one) for one in open_ones)


def _tonight(known: KnownReceiver) -> int:
    folder, day = Path(known.address), clock.today()
    _record_what_stands(known, folder)
    ends, held, most = clock.now() + WORK_FOR, 0, MOST
    while clock.now() < ends:
        with night_folder.alone(folder, day) as night:
            here = _one_file(known, night, most) if night is not None and not _is_under_way(known) else 0
        if here is None and most > 1:
            most = 1  # what was too late together is tried one by one
        elif not here:
            break
        else:
            held += here
    return held


def _one_file(known: KnownReceiver, night: Night, most: int) -> int | None:
    """How many deliveries the next file holds, 0 when nothing waits any more; None: they came too late for it."""
    portion = _portion(known, night.until, most)
    if not portion and night.files:
        return 0
    if not _is_older(portion, BEGIN_WITHIN):
        night.write("\ufeff" + as_file(portion))  # the first one even when it is empty: a night without any is a fault
    if _is_older(portion, BEGIN_WITHIN):
        _leave([one.claim for one in portion], night.until)
        return None
    night.keep()
    _record(known, [one.claim.delivery_id for one in portion])
    return len(portion)


def as_file(written: Sequence[Written]) -> str:
    """What a file with these in it says."""
    return facts_csv.night(_lines(written))


def _portion(known: KnownReceiver, until: datetime, most: int) -> list[Written]:
    portion: list[Written] = []
    while len(portion) < most and not _is_older(portion, FILL_WITHIN):
        decided = _decided(known, until, min(AT_ONCE, most - len(portion)))
        if not decided:
            break
        claims = [one for one in decided if isinstance(one, Claim)]
        for number, claim in enumerate(claims):
            since = (portion[0].claim if portion else claims[0]).claimed_at
            if number and clock.now() - since > FILL_WITHIN:
                _leave(claims[number:], until)
                break
            portion += _built(claim)
    return portion


def _is_older(portion: Sequence[Written], than: timedelta) -> bool:
    return bool(portion) and clock.now() - portion[0].claim.claimed_at > than


def _leave(claims: Sequence[Claim], until: datetime) -> None:
    """They are due as before, and asked again, consent and all, before anything newer."""
    for one in claims:
        claiming.give_back(one, wait=until - clock.now())


def _is_under_way(known: KnownReceiver) -> bool:
    """Whether a worker that is gone has claimed something: nothing newer goes before it is due again."""
    claimed = select(Delivery.id).where(
        Delivery.receiver_id == known.id,
        Delivery.ended_at.is_(None),
        Delivery.claim_id.is_not(None),
        Delivery.claimed_at > _abandoned(),
    )
    with reading() as db:
        return db.execute(claimed.limit(1)).first() is not None


def _decided(known: KnownReceiver, until: datetime, number: int) -> list[Claim | Dropped]:
    with transaction() as session:
        in_turn(known.id)
        found = session.execute(_due(known, until).limit(number)).all()
        return [claiming.decide(session, delivery, receiver) for delivery, receiver in found]


def _due(known: KnownReceiver, until: datetime) -> Select[Delivery, Receiver]:
    """Oldest first; a thing that waits in an older version, because she contests it, waits in the newer one too."""
    other, claimable = aliased(Delivery), or_(Delivery.claim_id.is_(None), Delivery.claimed_at <= _abandoned())
    waits = select(other.id).where(
        other.receiver_id == Delivery.receiver_id,
        other.subject_id == Delivery.subject_id,
        other.version < Delivery.version,
        other.ended_at.is_(None),
        other.next_due > until,
    )
    return (
        select(Delivery, Receiver)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(Receiver.id == known.id, Delivery.ended_at.is_(None), Delivery.next_due <= until, claimable)
        .where(~waits.correlate(Delivery).exists())
        .order_by(Delivery.told_at, Delivery.id)
        .with_for_update(of=Delivery)
    )


def _abandoned() -> datetime:
    return clock.now() - CLAIM_EXPIRES


def told_of(claim: Claim) -> Told:
    """What its lines tell, from what is true now; of a removal nothing. Raises NoLonger or NotNow."""
    if claim.kind == REMOVAL:
        return Told(claim.what, claim.reading_id, danish(claim.claimed_at).date(), (Line(claim.reading_id, "", ""),))
    return allow_list.values_of(claim.what, claim.reading_id, citizen=claim.citizen_id, unit=claim.consent.unit_id)


def _built(claim: Claim) -> list[Written]:
    """It with its lines, or none for what may not be told."""
    try:
        return [Written(claim, told_of(claim))]
    except NoLonger:
        claiming.let_fall(claim, why="no-longer-shared")
    except NotNow:
        claiming.give_back(claim, wait=CONTESTED_WAIT, why="contested")
    except Exception:  # noqa: BLE001 - whatever is wrong with one line, the others are written
        _log.exception("delivery %s cannot be built", claim.delivery_id)
        claiming.record(claim, Answer(None, NOT_BUILT, arrived=False), jitter=0)
    return []


def _lines(written: Sequence[Written]) -> Iterator[tuple[Sequence[str], Shared]]:
    names = everybody.names({one.claim.citizen_id for one in written})
    for one in written:
        claim = one.claim
        said = REMOVED if claim.kind == REMOVAL else "final" if claim.version == 1 else "amended"
        thing = uuid.uuid5(claim.namespace, f"{claim.what}:{claim.reading_id}")
        shared = Shared(claim.citizen_id, names.get(claim.citizen_id, ""), one.told)
        yield (str(claim.delivery_id), str(thing), said, str(claim.opaque_key)), shared


def _record_what_stands(known: KnownReceiver, folder: Path) -> None:
    """After a kill between the file and the record: what stands in the files of the newest night has arrived."""
    taken = select(Delivery.id).where(Delivery.receiver_id == known.id, Delivery.ended_at.is_(None))
    with transaction() as session:
        waiting = {str(one): one for one in session.scalars(taken.where(Delivery.claim_id.is_not(None)))}
    for file in night_folder.newest(folder) if waiting else ():
        standing = facts_csv.ids(file.read_text(encoding="utf-8-sig"))
        _record(known, [waiting[one] for one in standing if one in waiting])


def _record(known: KnownReceiver, deliveries: Sequence[uuid.UUID]) -> None:
    with transaction() as session:
        receiver = session.get_one(Receiver, known.id)
        for one in deliveries:
            delivery = session.get_one(Delivery, one, with_for_update=True)
            if delivery.ended_at is None:
                claiming.arrived(session, delivery, receiver, how="in-a-file")
