"""How long each class of data is kept (`retention.toml`, the setting, two administrators), and the daily run."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from companion.foundation import audit, choices, clock, places, runtime
from companion.foundation.config import Config, WrongSetting
from companion.foundation.copies import Forget
from companion.foundation.database import new_id, reading, transaction
from companion.me.own_copy import ROOMS
from companion.me.records import RetentionRun

ABOUT = "retention:"  # and a class: what is chosen for it
AT_ONCE = 500  # rows in one transaction: short enough not to hold up the web


@dataclass(frozen=True)
class DataClass:
    """One class of data: its tables, how many days after what, and why so long; `name` and `told` say it in Danish."""

    key: str
    name: str
    told: str
    tables: tuple[str, ...]
    days: int
    after: str
    reason: str
    source: str
    fixed: bool = False  # law says how long, and no administrator may choose


@cache
def shipped() -> dict[str, DataClass]:
    """The classes as Companion ships them."""
    written = tomllib.loads((places.package() / "me" / "retention.toml").read_text(encoding="utf-8"))
    return {key: DataClass(key=key, **{**row, "tables": tuple(row["tables"])}) for key, row in written.items()}


def classes() -> dict[str, DataClass]:
    """The classes as this municipality keeps them: as two administrators chose, else as the settings say."""
    return {
        key: replace(one, days=choices.value(f"{ABOUT}{key}") or of_settings(key)) for key, one in shipped().items()
    }


def of_settings(key: str) -> int:
    """How many days a class is kept where no administrator has chosen."""
    return runtime.current().config.retention.get(key, shipped()[key].days)


def check(config: Config) -> None:
    """Raises WrongSetting when the setting names a class that does not exist."""
    unknown = sorted(set(config.retention) - set(shipped()))
    if unknown:
        raise WrongSetting(f"COMPANION_RETENTION: {', '.join(unknown)} is no class. There are: {', '.join(shipped())}.")


def is_due() -> bool:
    """Whether today's run has not come to its end yet (Danish days)."""
    ended = select(RetentionRun.id).where(RetentionRun.day == clock.today(), RetentionRun.ended_at.is_not(None))
    with reading() as db:
        return db.execute(ended).first() is None


def last_run() -> date | None:
    """The newest day on which everything too old has gone."""
    ended = select(RetentionRun.day).where(RetentionRun.ended_at.is_not(None)).order_by(RetentionRun.day.desc())
    with reading() as db:
        return db.execute(ended.limit(1)).scalar_one_or_none()


def run(*, stopped: Callable[[], bool] = lambda: False) -> dict[str, int]:
    """Remove what is too old, class by class, in short transactions; what today's run removed so far, by class.

    A kill loses nothing: rows and their count go together, and the next call goes on. A second one finds nothing.
    """
    day = clock.today()
    _begin(day)
    ages = {key: clock.now() - timedelta(days=one.days) for key, one in classes().items()}
    for key, forget in _rules():
        while not stopped() and _one_batch(day, key, forget, ages[key]):
            pass
    return _removed(day) if stopped() else _end(day)


def _rules() -> list[tuple[str, Forget]]:
    return [rule for _name, room in ROOMS for rule in room.FORGET.items()]


def _begin(day: date) -> None:
    known = select(RetentionRun.id).where(RetentionRun.day == day)
    try:
        with transaction() as session:
            if session.scalar(known) is None:
                session.add(RetentionRun(id=new_id(), day=day, removed={}, began_at=clock.now()))
    except IntegrityError:  # another worker began it at the same moment
        return


def _one_batch(day: date, key: str, forget: Forget, before: datetime) -> int:
    with transaction() as session:
        today = _locked(session, day)
        removed = forget(before, AT_ONCE)
        if removed:
            today.removed = {**today.removed, key: today.removed.get(key, 0) + removed}
        return removed


def _end(day: date) -> dict[str, int]:
    """Counts stand in the run, the audit names the run: no ids of anybody."""
    with transaction() as session:
        today = _locked(session, day)
        if today.ended_at is None:
            today.ended_at = clock.now()
            audit.write(event="retention.ran", citizen=None, actor=audit.WORKER, about=today.id)
        return today.removed


def _removed(day: date) -> dict[str, int]:
    with reading() as db:
        return dict(db.execute(select(RetentionRun.removed).where(RetentionRun.day == day)).scalar_one())


def _locked(session: Session, day: date) -> RetentionRun:
    """One worker at a time: the counts of two would be lost in each other."""
    return session.scalars(select(RetentionRun).where(RetentionRun.day == day).with_for_update()).one()
