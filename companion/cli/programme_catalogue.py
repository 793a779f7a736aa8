"""`companion programme catalogue`: the municipality's own list of measures, taken in from a CSV file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.ground import plainly
from companion.cli.installation import OPERATOR, installation

if TYPE_CHECKING:
    from companion.plan.catalogue import Change, Differences
    from companion.plan.measure import Measure, OpenHours

LONGEST_SHOWN = 60  # characters of a value in the preview


@click.group()
def catalogue() -> None:
    """The municipality's own measures, as /offers shows them to everybody.

    Example: companion programme catalogue list
    """


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@click.option("--withdraw", is_flag=True, help="Take measures that are not in the file off the list.")
@plainly
def take_in(*, file: Path, yes: bool, withdraw: bool) -> None:
    """Read a CSV file, show what would change, and keep it after a yes. The columns stand in docs/municipality.md.

    Example: companion programme catalogue import our-measures.csv
    """
    from companion.foundation import clock
    from companion.plan import catalogue as room
    from companion.plan.catalogue_file import CatalogueFileError, read

    with installation():
        try:
            wanted = read(file, today=clock.today())
        except CatalogueFileError as fault:
            raise click.ClickException(str(fault)) from None
        found = room.compare(wanted)
        _refuse_theirs(found)
        for line in _preview(found, withdraw):
            click.echo(line)
        if not (found.new or found.changed or (withdraw and found.gone)):
            click.echo("Nothing to change.")
            return
        if not yes:
            click.confirm("Keep this?", abort=True)
        try:
            room.take_in(wanted=wanted, expected=found, withdraw=withdraw, actor=OPERATOR)
        except room.CatalogueMoved:
            raise click.ClickException("Somebody changed the catalogue meanwhile. Look at the preview again.") from None
    click.echo("Kept.")


@catalogue.command("list")
@plainly
def list_measures() -> None:
    """Every measure with its task type, number and the day it was last verified.

    Example: companion programme catalogue list
    """
    from companion.foundation import clock
    from companion.plan import catalogue as room
    from companion.plan.catalogue_rules import is_stale

    with installation():
        found = [(one, is_stale(one.verified_on, clock.today())) for one in room.measures()]
    for one, old in found:
        since = f"not verified since {one.verified_on}" if old else f"verified {one.verified_on}"
        owner = f"  from {one.system}" if one.system else ""
        click.echo(f"{one.key}  {one.task_type}  {one.title['da']}  {one.phone or '-'}  {since}{owner}")
    click.echo(f"{len(found)} measures", err=True)


def _refuse_theirs(found: "Differences") -> None:
    for change in found.changed:
        if change.before.system:
            wrong = f"{change.before.key} comes from {change.before.system} and is changed there."
            raise click.ClickException(f"{wrong} Take its line out of the file.")


def _preview(found: "Differences", withdraw: bool) -> Iterator[str]:
    yield from (f"+ {one.key}: {one.title['da']}" for one in found.new)
    yield from (line for change in found.changed for line in _change(change))
    for one in found.gone:
        yield f"- {one.key}: {one.title['da']}" if withdraw else f"  {one.key} is not in the file and stays"
    yield f"{len(found.new)} new, {len(found.changed)} changed, {len(found.gone) if withdraw else 0} withdrawn"


def _change(change: "Change") -> Iterator[str]:
    for name in change.differing:
        before, after = _shown(change.before, name), _shown(change.after, name)
        yield f"~ {change.after.key}, {name}: {before} → {after}"


def _shown(measure: "Measure", name: str) -> str:
    value = getattr(measure, name)
    if name == "hours":
        return "; ".join(map(_opening, value)) or "-"
    if isinstance(value, dict):
        value = " | ".join(f"{code} {words}" for code, words in value.items())
    told = "-" if value is None else str(value)
    return told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}…"


def _opening(one: "OpenHours") -> str:
    from companion.plan.catalogue_rules import WEEKDAYS

    return f"{WEEKDAYS[one.weekday]} {one.start:%H.%M}-{one.end:%H.%M}"
