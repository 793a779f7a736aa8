"""`companion sync clients` and `companion sync import`: outside systems that may write, and files in their place."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from companion.cli.ground import plainly
from companion.cli.installation import OPERATOR, installation
from companion.foundation.errors import Invalid, NotFound
from companion.sync.api_scopes import SCOPES

if TYPE_CHECKING:
    from companion.sync.inbound_csv import Line

NO_CLIENT = "There is no such system, or it has ended. See: companion sync clients list"
MISPLACED = "Purposes are for employment units, sub-goals and replies for health units."
KINDS = ("people", "relations", "purposes", "sub-goals", "measures", "appointments", "catalogue")


@click.group("clients")
def clients() -> None:
    """Outside systems that may write and fetch by /api/v1.

    Example: companion sync clients list
    """


@clients.command("add")
@click.option("--unit", type=click.UUID, required=True, help="Id of the unit whose system it is.")
@click.option("--name", required=True, help="Its name, as staff read it beside what it wrote.")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES), help="What it may do.")
@click.option("--receiver", type=click.UUID, help="A receiver of the unit whose names for citizens it shares.")
@click.option("--from", "valid_from", type=click.DateTime(["%Y-%m-%d"]), help="First day; today by default.")
@click.option("--until", "valid_to", type=click.DateTime(["%Y-%m-%d"]), help="First day on which it is shut out.")
@click.option("--body", type=click.Choice(["fhir", "cloudevents"]), help="Form of what it fetches; FHIR by default.")
@plainly
def add(
    *,
    unit: UUID,
    name: str,
    scopes: tuple[str, ...],
    receiver: UUID | None,
    valid_from: datetime | None,
    valid_to: datetime | None,
    body: str | None,
) -> None:
    """Let a system of a unit in; prints its id and its secret, once.

    Without --receiver it fetches what citizens let go itself (GET /api/v1/facts), in the form --body says.

    \b
    Example:
      companion sync clients add --unit 0b6f… --name KY --scope people --scope measures
    """
    from companion.sync import api_clients

    new = api_clients.NewClient(unit, name, list(scopes), receiver, *_days(valid_from, valid_to), _form(body, receiver))
    with installation():
        try:
            client, secret = api_clients.add(new, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("There is no such unit, or the receiver is not one of its own.") from None
        except api_clients.ScopeRefused:
            raise click.ClickException(MISPLACED) from None
        except api_clients.NameTaken:
            raise click.ClickException("There is a system of this name already.") from None
        except Invalid:
            raise click.ClickException("A name has 1 to 60 letters, and --until lies after --from.") from None
    click.echo(f"client  {client}\nsecret  {secret}")


def _form(body: str | None, receiver: UUID | None) -> str:
    if body and receiver:
        raise click.ClickException("--body is for a system that fetches: a receiver has its own form.")
    return body or "fhir"


def _days(first: datetime | None, end_of: datetime | None) -> tuple[date | None, date | None]:
    return first and first.date(), end_of and end_of.date()


@clients.command("list")
@plainly
def list_clients() -> None:
    """List all systems, without their secrets.

    Example: companion sync clients list
    """
    from companion.sync import api_clients

    with installation():
        found = api_clients.clients()
    for one in found:
        state = "ended" if one.ended else f"last used {one.last_used_on or 'never'}"
        until = f" to {one.valid_to}" if one.valid_to else ""
        click.echo(f"{one.id}  {one.name}  {state}  from {one.valid_from}{until}  {','.join(one.scopes)}")


@clients.command("rotate")
@click.argument("client", type=click.UUID)
@plainly
def rotate(*, client: UUID) -> None:
    """A new secret, printed once; the one before it works on until the next rotation.

    Example: companion sync clients rotate 0b6f…
    """
    from companion.sync import api_clients

    with installation():
        try:
            secret = api_clients.rotate(client, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NO_CLIENT) from None
    click.echo(f"secret  {secret}")


@clients.command("end")
@click.argument("client", type=click.UUID)
@plainly
def end(*, client: UUID) -> None:
    """Shut a system out at once; what it wrote is staff's to change from now on.

    Example: companion sync clients end 0b6f…
    """
    from companion.sync import api_clients

    with installation():
        try:
            api_clients.end(client, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NO_CLIENT) from None
    click.echo("It is shut out.")


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--client", type=click.UUID, required=True, help="As which system: its unit, its scopes, its names.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen to each line.")
@plainly
def import_file(*, kind: str, file: Path, client: UUID, dry_run: bool) -> None:
    """Take in a CSV file of the same things that /api/v1 takes; columns stand in docs/integrating.md.

    \b
    Example:
      companion sync import people people.csv --client 0b6f… --dry-run
    """
    from companion.sync import api_clients, inbound_csv

    with installation():
        known = api_clients.by_id(client)
        if known is None:
            raise click.ClickException(NO_CLIENT)
        try:
            lines = inbound_csv.take(known, kind, file, dry_run=dry_run)
        except inbound_csv.FileRefused as fault:
            raise click.ClickException(f"{file}: {fault}.") from None
    _tell(lines, dry_run)


def _tell(lines: "list[Line]", dry_run: bool) -> None:
    for line in lines:
        for sentence in line.faults:
            click.echo(sentence, err=True)
        if dry_run and not line.faults:
            click.echo(f"line {line.number}: {line.change}")
    counts = Counter(line.change.what for line in lines if not line.faults)
    told = ", ".join(f"{counts[what]} {what}" for what in ("new", "changed", "the same"))
    verb = "would be kept" if dry_run else "kept"
    click.echo(f"{counts.total()} lines {verb}: {told}; {len(lines) - counts.total()} refused.")
    if counts.total() < len(lines):
        raise click.exceptions.Exit(1)
