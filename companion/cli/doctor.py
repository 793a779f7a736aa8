"""`companion doctor`: is this installation well, is its audit whole, and who is affected by a phone or a unit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import click

from companion.cli.doctor_choices import choices_check
from companion.cli.doctor_help_lines import help_line_check
from companion.cli.doctor_safety import safety_check
from companion.cli.doctor_ways_out import ways_out_check
from companion.cli.ground import plainly, read_settings, ready_runtime
from companion.foundation import audit_check, clock, journal, runtime
from companion.foundation.audit_chain import Seen

SEAL_LATE = timedelta(minutes=5)  # the worker seals every minute; five mean it is not there
MOST_SHOWN = 20  # faults of the chain listed one by one
Verdict = tuple[bool, str]  # whether it is well, and a sentence that says what to do if not


@click.command()
@click.option("--affected-since", "since", type=click.DateTime(["%Y-%m-%d"]), help="A Danish day, for a breach report.")
@click.option("--unit", type=click.UUID, help="With --affected-since: the unit to ask about.")
@click.option("--device", type=click.UUID, help="With --affected-since: the sign-in to ask about.")
@click.option("--names", is_flag=True, help="Show names, not ids alone.")
@plainly
def doctor(*, since: datetime | None, unit: UUID | None, device: UUID | None, names: bool) -> None:
    """Check this installation: database, keys, the audit chain from its first seal to its last, and what waits.

    Exit code 1 when something is wrong. With --affected-since it answers the first question of a breach report
    instead: which citizens did this unit, or the person on this phone, read or change since that day.

    \b
    Example:
      companion doctor
      companion doctor --affected-since 2026-11-01 --unit 0b6f…
    """
    if since is not None:
        if (unit is None) == (device is None):
            raise click.UsageError("Give --unit or --device with --affected-since.")
        with _installation():
            _affected(since.replace(tzinfo=clock.DANISH_TIME), unit, device, names)
        return
    with _installation():
        click.echo("ok     the database is up to date, the keys can be read and no ring is missing")
        well = [_tell(check()) for check in CHECKS]
    if not all(well):
        raise SystemExit(1)


@contextmanager
def _installation() -> Iterator[None]:
    made = ready_runtime(read_settings())
    try:
        with runtime.bound(made):
            yield
    finally:
        made.database.close()


def _tell(verdict: Verdict) -> bool:
    well, sentence = verdict
    click.echo(f"{'ok   ' if well else 'WRONG'}  {sentence}")
    return well


def _chain() -> Verdict:
    faults, seen = audit_check.verify(progress=lambda lines: click.echo(f"       … {lines} lines", err=True))
    for fault in faults[:MOST_SHOWN]:
        click.echo(f"       {fault.kind}: {fault.where}")
    if len(faults) > MOST_SHOWN:
        click.echo(f"       and {len(faults) - MOST_SHOWN} more")
    return not faults, _of_the_chain(len(faults), seen)


def _of_the_chain(faults: int, seen: Seen) -> str:
    blanked = sum(len(ids) for ids in seen.blanked.values())
    told = f"{seen.lines} lines, {seen.seals} seals, {blanked} lines blanked in {len(seen.records)} acts on record"
    if not faults:
        return f"the audit is whole: {told}"
    return (
        f"the audit is not whole ({faults} faults; {told}). Keep a copy of the database and of the heads files as they "
        "are, compare with a backup and with the heads kept elsewhere, and treat it as a breach until it is explained"
    )


def _seals() -> Verdict:
    late = audit_check.waiting_since(clock.now() - SEAL_LATE)
    if late:
        return False, f"{late} audit lines older than five minutes are not sealed. Is the worker running?"
    return True, "no audit line waits for its seal"


def _deliveries() -> Verdict:
    from companion.sync.overdue import overdue, paused

    failed = journal.failed()
    if failed:
        return False, f"{failed} facts could not be passed on: see the worker's log, then run: companion sync redrive"
    late, shut = overdue(), paused()
    if late or shut:
        return False, f"{late} deliveries are overdue and {shut} receivers are paused. See: companion sync status"
    return True, "no delivery is overdue and no receiver is paused"


def _responsible() -> Verdict:
    from companion.caseload.gaps import without_responsible

    alone = without_responsible()
    if alone:
        return False, f"{alone} citizens have nobody responsible today. Their units have to name somebody"
    return True, "every citizen has somebody responsible"


def _wordings() -> Verdict:
    from companion.checkins import wordings
    from companion.checkins.instruments import NEEDS_SWITCH, WHO5

    in_use = [one for one in wordings.everything(WHO5) if wordings.is_on(one)]
    unchecked = ", ".join(one.language for one in in_use if not one.checked)
    unofficial = ", ".join(one.language for one in in_use if one.status in NEEDS_SWITCH)
    told = f"{len(in_use)} WHO-5 wordings are in use, unofficial: {unofficial or 'none'}"
    if not unchecked:
        return True, told
    number = len(unchecked.split(", "))
    told = f"{number} WHO-5 wordings in use are not checked against WHO's own form ({unchecked}); unofficial: "
    return True, f"{told}{unofficial or 'none'}. See: companion instrument list"


def _catalogue() -> Verdict:
    from companion.plan import catalogue
    from companion.plan.catalogue_rules import VERIFY_AFTER_DAYS

    old, all_of_them = catalogue.stale()
    told = f"{old} of {all_of_them} catalogue entries are not verified since {VERIFY_AFTER_DAYS} days"
    return True, f"{told} (their readers see it; see: companion programme catalogue list)" if old else told


CHECKS: tuple[Callable[[], Verdict], ...] = (
    _chain,
    _seals,
    _deliveries,
    _responsible,
    choices_check,
    safety_check,
    _wordings,
    _catalogue,
    ways_out_check,
    help_line_check,
)


def _affected(since: datetime, unit: UUID | None, device: UUID | None, names: bool) -> None:
    from companion.accounts import service as accounts

    found, blanked = _met_by_unit(since, unit) if unit else _met_on(since, device)
    known = accounts.people(found) if names else {}
    for citizen, lines in sorted(found.items(), key=lambda one: (-one[1], str(one[0]))):
        name = f"  {known[citizen].name}" if citizen in known else ""
        click.echo(f"{citizen}  {lines}{name}")
    click.echo(f"{len(found)} citizens, {sum(found.values())} reads and changes since {since:%Y-%m-%d}", err=True)
    if blanked:
        click.echo(f"{blanked} more lines were about people who have erased themselves since", err=True)


def _met_on(since: datetime, device: UUID | None) -> audit_check.Met:
    """Lines say who acted, not on which phone: everything that person did while this phone was signed in."""
    from companion.accounts.phones import phone
    from companion.foundation.errors import NotFound

    try:
        asked = phone(device or UUID(int=0))
    except NotFound:
        raise click.ClickException("There is no such sign-in.") from None
    day = clock.midnight(
        clock.danish(asked.signed_in_at).date()
    )  # a look at a caseload is written once a day, by whichever phone
    return audit_check.met_by(since=max(since, day), until=asked.ends_at, person=asked.person_id)


def _met_by_unit(since: datetime, unit: UUID) -> audit_check.Met:
    from companion.accounts import service as accounts
    from companion.foundation.errors import NotFound

    try:
        accounts.unit(unit)
    except NotFound:
        raise click.ClickException("There is no such unit. See: companion people unit list") from None
    return audit_check.met_by(since=since, unit=unit)
