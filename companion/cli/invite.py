"""`companion invite`: a code that lets one phone in; for staff, the way to their passkey."""

from uuid import UUID

import click

from companion.cli.ground import plainly
from companion.cli.installation import NOBODY, OPERATOR, installation
from companion.foundation import runtime
from companion.foundation.errors import Invalid, NotFound


@click.command()
@click.argument("person", type=click.UUID)
@click.option("--language", help="Language of the first page; the person's own if left out.")
@click.option("--own", is_flag=True, help="It is the person's own phone: it keeps pages for use without a connection.")
@click.option("--qr/--no-qr", default=False, show_default=True, help="Draw the QR code in the terminal too.")
@plainly
def invite(*, person: UUID, language: str | None, own: bool, qr: bool) -> None:
    """Print a code for a person: nine digits, ten minutes, one phone. Hand it over in person.

    Staff are not in with it yet: it opens the page where they add a passkey. Older unused codes end.

    \b
    Example:
      companion people list --name Brandt
      companion invite 5d1c…
    """
    from companion.accounts import codes
    from companion.accounts.digits import in_groups

    with installation():
        address = f"{runtime.current().config.base_url}/sign-in"
        try:
            digits = codes.make(person=person, language=language or None, own_phone=own, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
        except Invalid:
            raise click.ClickException("That language is not offered here: see COMPANION_OFFERED_LANGUAGES.") from None
    click.echo(f"code   {' '.join(in_groups(digits))}")
    click.echo(f"open   {address}")
    click.echo(f"It works for {codes.CODE_MINUTES} minutes and once.")
    if qr:
        _draw(f"{address}#{digits}")


def _draw(text: str) -> None:
    import segno

    segno.make(text, error="m", micro=False).terminal(compact=True)
