"""`companion people link`: a citizen's CPR number, and the account staff have in the municipality's sign-on."""

from uuid import UUID

import click

from companion.cli.ground import plainly
from companion.cli.installation import NOBODY, OPERATOR, installation
from companion.foundation.errors import NotFound, Refusal


@click.group("link")
def link() -> None:
    """Link a person to MitID or to the work account, for sign-in through the other system.

    Most people link themselves: with a code handed over in person, and then through the other system.

    Example: companion people link cpr 5d1c…
    """


@link.command("cpr")
@click.argument("person", type=click.UUID)
@click.option(
    "--number", prompt="CPR number", hide_input=True, help="Asked for if left out, so that no shell keeps it."
)
@plainly
def link_cpr(*, person: UUID, number: str) -> None:
    """Let a citizen in with MitID: the number is stored sealed and shown nowhere.

    Example: companion people link cpr 5d1c…
    """
    from companion.accounts import cpr

    with installation():
        try:
            cpr.link(person=person, number=number, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
        except cpr.NotANumber:
            raise click.ClickException("A CPR number has ten digits, such as ddmmyy-xxxx.") from None
        except cpr.Taken:
            raise click.ClickException("Somebody else here has this number. Look for a double account.") from None
    click.echo("Linked. The citizen can sign in with MitID.")


@link.command("account")
@click.argument("person", type=click.UUID)
@click.argument("subject")
@plainly
def link_account(*, person: UUID, subject: str) -> None:
    """Let a member of staff in with their work account; SUBJECT is what the sign-on calls them (claim `sub`).

    Example: companion people link account 5d1c… 00u1a2b3
    """
    from companion.accounts import outside
    from companion.foundation import runtime

    with installation():
        issuer = runtime.current().config.oidc_staff.issuer
        if not issuer:
            raise click.ClickException("No sign-on is set up: COMPANION_OIDC_STAFF_ISSUER and its neighbours.")
        try:
            outside.link(person=person, issuer=issuer, subject=subject.strip(), actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
        except Refusal:
            raise click.ClickException("That account is empty, or belongs to somebody else already.") from None
    click.echo("Linked. At each sign-in the units and roles of the sign-on count.")
