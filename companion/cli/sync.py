"""`companion sync`: receivers and their health, and a reference receiver to try things against."""

from pathlib import Path
from uuid import UUID

import click

from companion.cli import sync_more
from companion.cli.clients import clients, import_file
from companion.cli.ground import plainly
from companion.cli.sync_ground import OPERATOR, installation
from companion.foundation.errors import NotFound


@click.group()
def sync() -> None:
    """What citizens release, on its way to the municipality's systems.

    Example: companion sync status
    """


sync.add_command(clients)
sync.add_command(import_file)


@sync.command("receiver")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="SQLite file to keep it in.",
)
@click.option("--secret", envvar="COMPANION_RECEIVER_SECRET", required=True, help="Signing secret, whsec_….")
@click.option("--fail", default="", help="Answers to give first, such as 500,429:7,410,garbage,never,slow,html.")
def run_receiver(*, host: str, port: int, store: Path, secret: str, fail: str) -> None:
    """Run a receiver that verifies signatures, stores everything once and can be told to fail.

    \b
    Example:
      companion sync receiver --port 8001 --store received.db --secret whsec_…
      curl -d '["500", "never"]' http://127.0.0.1:8001/fail
      curl http://127.0.0.1:8001/received
    """
    from companion.sync.receiver_faults import UnknownFault
    from companion.sync.reference_receiver import serve
    from companion.sync.signing import BadSecret

    failing = [name for name in fail.split(",") if name.strip()]
    try:
        serve(host=host, port=port, store=store, secret=secret, failing=failing)
    except (BadSecret, UnknownFault, OSError) as fault:
        raise click.ClickException(str(fault)) from None


@sync.group("receivers")
def manage_receivers() -> None:
    """The systems of units that take what citizens release.

    Example: companion sync receivers list
    """


@manage_receivers.command("add")
@click.option("--unit", type=click.UUID, required=True, help="Id of the unit the receiver belongs to.")
@click.option("--address", default="", help="Where to post to, https://…; a folder for `csv`, none for `page`.")
@click.option("--secret", envvar="COMPANION_RECEIVER_SECRET", help="Signing secret; made and shown once if left out.")
@click.option("--purpose", "purposes", multiple=True, default=["who5-index"], show_default=True)
@click.option("--body", type=click.Choice(["fhir", "cloudevents", "page", "csv"]), default="fhir", show_default=True)
@plainly
def add(*, unit: UUID, address: str, secret: str | None, purposes: tuple[str, ...], body: str) -> None:
    """Add a receiver of a unit; the secret is stored sealed and never shown again.

    \b
    Example:
      companion sync receivers add --unit 0b6f… --address https://cases.example.dk/companion
    """
    from companion.sync import service
    from companion.sync.allow_list import PURPOSES
    from companion.sync.receivers import AddressRefused, FolderRefused
    from companion.sync.signing import BadSecret

    if set(purposes) - PURPOSES:
        raise click.ClickException(f"Unknown purpose. There are: {', '.join(sorted(PURPOSES))}.")
    chosen = secret or service.make_secret()
    with installation():
        try:
            receiver = service.add_receiver(
                unit=unit, address=address, secret=chosen, purposes=purposes, body=body, actor=OPERATOR
            )
        except NotFound:
            raise click.ClickException("There is no such unit.") from None
        except FolderRefused:
            raise click.ClickException("A file a night needs the whole path of a folder that is there.") from None
        except AddressRefused:
            raise click.ClickException("The address must be https://…, without name or password.") from None
        except BadSecret as fault:
            raise click.ClickException(str(fault)) from None
    click.echo(f"receiver  {receiver}")
    if secret is None:
        click.echo(f"secret    {chosen}")


@manage_receivers.command("list")
@plainly
def list_receivers() -> None:
    """List all receivers, without their secrets.

    Example: companion sync receivers list
    """
    from companion.sync import service

    with installation():
        for known in service.receivers():
            state = f"paused ({known.paused_why})" if known.paused_at else "open"
            if known.rests_until and not known.paused_at:
                state = f"resting until {known.rests_until.isoformat(timespec='seconds')}"
            click.echo(f"{known.id}  {state}  {known.body}  {','.join(known.purposes)}  {known.address}")


@manage_receivers.command("resume")
@click.argument("receiver", type=click.UUID)
@plainly
def resume(*, receiver: UUID) -> None:
    """Call a paused receiver again; what waited for it goes out.

    Example: companion sync receivers resume 0b6f…
    """
    from companion.sync import service

    with installation():
        try:
            service.resume(receiver_id=receiver, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("There is no such receiver.") from None
    click.echo("The receiver is called again.")


@sync.command("status")
@plainly
def status() -> None:
    """How many deliveries wait or ended how, per receiver; never whose.

    Example: companion sync status
    """
    from companion.sync import service

    with installation():
        counts = {health.receiver_id: health.counts for health in service.health()}
        for known in service.receivers():
            told = ", ".join(f"{name} {number}" for name, number in sorted(counts.get(known.id, {}).items()))
            click.echo(f"{known.id}  {'paused' if known.paused_at else 'open'}  {told or 'nothing yet'}")
        moment = service.next_moment()
        click.echo(f"next due  {moment.isoformat() if moment else 'nothing'}")


for _more in (sync_more.pause, sync_more.rotate, sync_more.end):
    manage_receivers.add_command(_more)
for _more in (sync_more.redrive, sync_more.replay, sync_more.who, sync_more.preview, sync_more.check):
    sync.add_command(_more)
