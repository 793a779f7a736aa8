"""`companion sync receivers pause|rotate|end` and `companion sync redrive|replay|who|preview|check`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import click

from companion.cli.ground import plainly
from companion.cli.sync_ground import OPERATOR, installation
from companion.foundation import clock
from companion.foundation.errors import NotFound

NO_RECEIVER = "There is no such receiver, or it has ended."
A_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("pause")
@click.argument("receiver", type=click.UUID)
@plainly
def pause(*, receiver: UUID) -> None:
    """Stop calling a receiver; what is due waits until it is resumed.

    Example: companion sync receivers pause 0b6f…
    """
    from companion.sync import operating

    with installation(), _known_receiver():
        operating.pause(receiver_id=receiver, actor=OPERATOR)
    click.echo("The receiver is not called until you resume it.")


@click.command("rotate")
@click.argument("receiver", type=click.UUID)
@click.option("--secret", envvar="COMPANION_RECEIVER_SECRET", help="The new secret; made and shown once if left out.")
@click.option("--finish", is_flag=True, help="Drop the secret before: only the newest signs from now on.")
@plainly
def rotate(*, receiver: UUID, secret: str | None, finish: bool) -> None:
    """Give a receiver another secret: both sign each call until you finish.

    \b
    Example:
      companion sync receivers rotate 0b6f…
      companion sync receivers rotate 0b6f… --finish
    """
    from companion.sync import operating, signing

    chosen = secret or signing.make_secret()
    with installation(), _known_receiver():
        if finish:
            operating.drop_old_secret(receiver_id=receiver, actor=OPERATOR)
            click.echo("Only the newest secret signs now.")
            return
        try:
            operating.rotate(receiver_id=receiver, secret=chosen, actor=OPERATOR)
        except operating.StillTwoSecrets:
            raise click.ClickException("The secret before is still in use. Run it with --finish first.") from None
        except signing.BadSecret as fault:
            raise click.ClickException(str(fault)) from None
    click.echo("Both secrets sign now. Finish when the receiver knows the new one.")
    if secret is None:
        click.echo(f"secret    {chosen}")


@click.command("end")
@click.argument("receiver", type=click.UUID)
@plainly
def end(*, receiver: UUID) -> None:
    """End a receiver for good; what was waiting for it is dropped.

    Example: companion sync receivers end 0b6f…
    """
    from companion.sync import operating

    with installation(), _known_receiver():
        dropped = operating.end(receiver_id=receiver, actor=OPERATOR)
    click.echo(f"The receiver has ended; {dropped} waiting letters were dropped.")


@click.command("redrive")
@click.option("--receiver", type=click.UUID, help="Only this one; all of them if left out.")
@plainly
def redrive(*, receiver: UUID | None) -> None:
    """Send dead letters and held ones once more; consent is checked again for each.

    For all receivers it also tries what could not be turned into letters (`companion doctor` counts it).

    Example: companion sync redrive --receiver 0b6f…
    """
    from companion.sync import again
    from companion.worker import dispatch

    with installation(), _known_receiver():
        click.echo(f"{again.redrive(receiver_id=receiver, actor=OPERATOR)} letters are due again.")
        if receiver is None and (taken := dispatch.take_failed(actor=OPERATOR)):
            click.echo(f"{taken} facts that had failed were passed on.")


@click.command("replay")
@click.option("--since", type=A_DAY, required=True, help="A Danish day, such as 2026-11-01.")
@click.option("--receiver", type=click.UUID, required=True, help="Who is to get it.")
@plainly
def replay(*, since: datetime, receiver: UUID) -> None:
    """Send everything since a day once more, under the same identifiers.

    Example: companion sync replay --since 2026-11-01 --receiver 0b6f…
    """
    from companion.sync import again

    with installation(), _known_receiver():
        number = again.replay(receiver_id=receiver, since=since.date(), actor=OPERATOR)
    click.echo(f"{number} letters are due again.")


@click.command("who")
@click.argument("key", type=click.UUID)
@plainly
def who(*, key: UUID) -> None:
    """Tell which citizen an opaque key stands for; the citizen sees that somebody looked.

    Example: companion sync who 5a1c…
    """
    from companion.sync import operating

    with installation():
        try:
            citizen, receiver = operating.whose(key=key, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("Nobody goes by that key.") from None
    click.echo(f"citizen   {citizen}")
    click.echo(f"receiver  {receiver}")


@click.command("preview")
@click.argument("citizen", type=click.UUID)
@plainly
def preview(*, citizen: UUID) -> None:
    """Show exactly what would leave about a citizen, per receiver; the citizen sees that somebody looked.

    Example: companion sync preview 77f0…
    """
    from companion.sync import previewing

    with installation():
        found = previewing.preview(citizen=citizen, actor=OPERATOR)
    for one in found:
        click.echo(f"{one.receiver_id}  {one.address}  {one.what}{', to be taken out' if one.removes else ''}")
        click.echo(one.body.decode() if one.body else f"  stays here: {one.why_not}")
    click.echo(f"{sum(one.body is not None for one in found)} of {len(found)} would leave.")


@click.command("check")
@click.argument("url")
@click.option("--secret", envvar="COMPANION_RECEIVER_SECRET", required=True, help="Your signing secret, whsec_….")
@click.option("--body", type=click.Choice(["fhir", "cloudevents"]), default="fhir", show_default=True)
@click.option("--allow-private", is_flag=True, help="Also call an address of your own network.")
def check(*, url: str, secret: str, body: str, allow_private: bool) -> None:
    """Try your own endpoint with made-up bodies: signatures, repeats, corrections, refusals. Exit code 1: not yet.

    Example: companion sync check https://cases.example.dk/companion --secret whsec_…
    """
    from companion.sync import checking
    from companion.sync.sending import HttpGateway
    from companion.sync.signing import BadSecret

    try:
        with HttpGateway(allow_private=allow_private) as gateway:
            found = list(
                checking.check(address=url, secret=secret, form=body, gateway=gateway, now=clock.SystemClock().now())
            )
    except BadSecret as fault:
        raise click.ClickException(str(fault)) from None
    for one in found:
        click.echo(f"{'ok   ' if one.is_fine else 'WRONG'}  {one.name}: wanted {one.wanted}, got {one.got}")
    if not all(one.is_fine for one in found):
        raise SystemExit(1)


@contextmanager
def _known_receiver() -> Iterator[None]:
    """Inside: an unknown receiver is told in one sentence."""
    try:
        yield
    except NotFound:
        raise click.ClickException(NO_RECEIVER) from None
