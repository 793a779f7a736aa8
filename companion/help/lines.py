"""The help lines: a file (`lines.toml`, or a municipality's own of the same form), and what was edited since."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from companion.foundation import runtime
from companion.foundation.config import Config, WrongSetting
from companion.foundation.database import reading
from companion.help.line import EVERYWHERE, HelpLine
from companion.help.line_file import read
from companion.help.records import EditedLine

VERIFY_EVERY_DAYS = 180  # an unanswered number is worse than none
SHIPPED = Path(__file__).with_name("lines.toml")


def help_lines() -> Sequence[HelpLine]:
    """The lines of this municipality's region (all regions where it named none) that somebody has ever rung."""
    return [line for line in of_region() if line.verified_on is not None]


def low_lines() -> Sequence[HelpLine]:
    """The lines that stand beside a low check-in result."""
    return [line for line in help_lines() if line.low]


def stale(day: date) -> Sequence[HelpLine]:
    """The lines shown to people here that nobody has rung for half a year."""
    return [line for line in help_lines() if line.verified_on and (day - line.verified_on).days > VERIFY_EVERY_DAYS]


def never_rung() -> Sequence[HelpLine]:
    """The lines of this region that wait for somebody to ring them; until then nobody sees them."""
    return [line for line in of_region() if line.verified_on is None]


def without_doctor() -> Sequence[str]:
    """The regions people here may live in where no doctor's line was ever rung: at night they would reach nobody."""
    own, known = runtime.current().config.region, every()
    wanted = {own} if own else {line.region for line in known} - {EVERYWHERE}
    return sorted(wanted - {line.region for line in known if line.verified_on is not None})


def of_region() -> Sequence[HelpLine]:
    """Every line written down for this municipality, in the order they should be read."""
    settings = runtime.current().config
    wanted = {EVERYWHERE, settings.region}
    return [line for line in every() if not settings.region or line.region in wanted]


def every() -> Sequence[HelpLine]:
    """The lines of all regions: those of the file in its order, as they were edited; then those that were added.

    Without a database the file stands: numbers to call are shown whatever else has failed.
    """
    written = {line.key: line for line in read(runtime.current().config.help_lines_file or SHIPPED)}
    try:
        edited, removed = _edited()
    except SQLAlchemyError:
        return list(written.values())
    merged = {**written, **edited}
    return [line for key, line in merged.items() if key not in removed]


def _edited() -> tuple[dict[str, HelpLine], set[str]]:
    columns = [getattr(EditedLine, one) for one in HelpLine.__dataclass_fields__]
    with reading() as db:
        rows = db.execute(select(*columns, EditedLine.removed_at).order_by(EditedLine.position, EditedLine.key)).all()
    lines = [HelpLine(*row[:-1]) for row in rows]
    stand = {line.key: replace(line, languages=tuple(line.languages)) for line in lines}
    return stand, {row.key for row in rows if row.removed_at is not None}


def check(config: Config) -> None:
    """Raises WrongSetting when the file cannot be read, or names no line of the region."""
    regions = {line.region for line in read(config.help_lines_file or SHIPPED)} - {EVERYWHERE}
    if config.region and config.region not in regions:
        known = ", ".join(sorted(regions))
        raise WrongSetting(f"COMPANION_REGION: no help line is of {config.region}. There are: {known}.")
