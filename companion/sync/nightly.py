"""A file a night for a unit whose system takes files: what is due is claimed, written whole, then recorded.

One file a Danish day and receiver, whatever stops the worker: a half-written one has another name, one that is there is
never written again, and what stands in it is recorded as arrived. Every line has the id of its delivery, so that what
came in two files after a kill can be told. Consent is checked with the claim, as for every other body.
"""

import contextlib
import logging
import os
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import or_, select

from companion.accounts import own_copy as everybody
from companion.foundation import clock
from companion.foundation.clock import danish
from companion.foundation.database import in_turn, transaction
from companion.sync import allow_list, claiming, facts_csv
from companion.sync.claiming import CLAIM_EXPIRES, Claim
from companion.sync.draining import BEGIN_WITHIN, CONTESTED_WAIT
from companion.sync.on_page import Shared
from companion.sync.receivers import CSV, KnownReceiver, receivers
from companion.sync.records import Delivery, Receiver
from companion.sync.removals import REMOVAL
from companion.sync.rules import NOT_BUILT, Answer
from companion.sync.told import Line, NoLonger, NotNow, Told

FIRST_HOUR = 2  # in Denmark: nobody writes any more, and it is there when the unit opens
MOST = 500  # deliveries in one file; the rest stands in the next one
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
    folder = Path(known.address)
    _record_what_stands(known, folder)
    file = folder / f"facts-{clock.today().isoformat()}.csv"
    if file.exists():
        return 0
    with _alone(folder / f".{file.stem}.part") as part:
        if part is None or file.exists():
            return 0
        written = [one for one in (_built(claim) for claim in _claimed(known)) if one is not None]
        written = _in_time(written)
        part.write_text("\ufeff" + as_file(written), encoding="utf-8")
        _keep(part, file)
        _record(known, [one.claim.delivery_id for one in written])
        return len(written)


def as_file(written: Sequence[Written]) -> str:
    """What a file with these in it says."""
    return facts_csv.night(_lines(written))


@contextlib.contextmanager
def _alone(part: Path) -> Iterator[Path | None]:
    """The name of a file that nobody else writes; None while another worker does. One left by a kill is taken away."""
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        with contextlib.suppress(FileNotFoundError):
            if clock.now().timestamp() - part.stat().st_mtime > CLAIM_EXPIRES.total_seconds():
                part.unlink()
        yield None
        return
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _claimed(known: KnownReceiver) -> list[Claim]:
    now = clock.now()
    due = (
        select(Delivery, Receiver)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(Receiver.id == known.id, Delivery.ended_at.is_(None), Delivery.next_due <= now)
        .where(or_(Delivery.claim_id.is_(None), Delivery.claimed_at <= now - CLAIM_EXPIRES))
        .order_by(Delivery.told_at, Delivery.id)
        .limit(MOST)
        .with_for_update(of=Delivery)
    )
    with transaction() as session:
        in_turn(known.id)
        found = [claiming.decide(session, delivery, receiver) for delivery, receiver in session.execute(due).all()]
        return [one for one in found if isinstance(one, Claim)]


def _built(claim: Claim) -> Written | None:
    if claim.kind == REMOVAL:
        gone = Told(claim.what, claim.reading_id, danish(claim.claimed_at).date(), (Line(claim.reading_id, "", ""),))
        return Written(claim, gone)
    try:
        subject = (claim.what, claim.reading_id)
        return Written(claim, allow_list.values_of(*subject, citizen=claim.citizen_id, unit=claim.consent.unit_id))
    except NoLonger:
        claiming.let_fall(claim, why="no-longer-shared")
    except NotNow:
        claiming.give_back(claim, wait=CONTESTED_WAIT, why="contested")
    except Exception:  # noqa: BLE001 - whatever is wrong with one line, the others are written
        _log.exception("delivery %s cannot be built", claim.delivery_id)
        claiming.record(claim, Answer(None, NOT_BUILT, arrived=False), jitter=0)
    return None


def _in_time(written: list[Written]) -> list[Written]:
    """What was claimed too long ago is asked again another night, consent and all."""
    late = [one for one in written if clock.now() - one.claim.claimed_at > BEGIN_WITHIN]
    for one in late:
        claiming.give_back(one.claim)
    return [one for one in written if one not in late]


def _lines(written: Sequence[Written]) -> Iterator[tuple[Sequence[str], Shared]]:
    names = everybody.names({one.claim.citizen_id for one in written})
    for one in written:
        claim = one.claim
        said = REMOVED if claim.kind == REMOVAL else "final" if claim.version == 1 else "amended"
        thing = uuid.uuid5(claim.namespace, f"{claim.what}:{claim.reading_id}")
        shared = Shared(claim.citizen_id, names.get(claim.citizen_id, ""), one.told)
        yield (str(claim.delivery_id), str(thing), said), shared


def _keep(part: Path, file: Path) -> None:
    """On the disk, whole, under its own name, once. Raises FileExistsError."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.link(part, file)


def _record_what_stands(known: KnownReceiver, folder: Path) -> None:
    """After a kill between the file and the record: what stands in the newest file has arrived."""
    taken = select(Delivery.id).where(Delivery.receiver_id == known.id, Delivery.ended_at.is_(None))
    with transaction() as session:
        waiting = {str(one): one for one in session.scalars(taken.where(Delivery.claim_id.is_not(None)))}
    newest = max(folder.glob("facts-*.csv"), default=None)
    if waiting and newest is not None:
        standing = facts_csv.ids(newest.read_text(encoding="utf-8-sig"))
        _record(known, [waiting[one] for one in standing if one in waiting])


def _record(known: KnownReceiver, deliveries: Sequence[uuid.UUID]) -> None:
    with transaction() as session:
        receiver = session.get_one(Receiver, known.id)
        for one in deliveries:
            delivery = session.get_one(Delivery, one, with_for_update=True)
            if delivery.ended_at is None:
                claiming.arrived(session, delivery, receiver, how="in-a-file")
