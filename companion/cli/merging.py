"""`companion people merge` and `split`: two accounts that were one person, and the way back."""

from uuid import UUID

import click

from companion.cli.ground import plainly
from companion.cli.installation import OPERATOR, installation
from companion.foundation.errors import NotFound


@click.command("merge")
@click.argument("keep", type=click.UUID)
@click.argument("gone", type=click.UUID)
@plainly
def merge(*, keep: UUID, gone: UUID) -> None:
    """Everything of GONE goes to KEEP and the account GONE is closed; prints the id for taking it back.

    \b
    Example:
      companion people merge 5d1c… 77aa…
    """
    from companion.accounts import merging

    with installation():
        try:
            made = merging.merge(keep=keep, gone=gone, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("Both must be citizens with an open account, and two of them.") from None
        except merging.BothHave:
            raise click.ClickException("Both have an open plan or a CPR number: end one of them first.") from None
    click.echo(f"merge  {made}\nTake it back with: companion people split {made}")


@click.command("split")
@click.argument("merge_id", metavar="MERGE", type=click.UUID)
@plainly
def split(*, merge_id: UUID) -> None:
    """Take a merge back: what was moved and is still there returns, and the closed account opens without ways in.

    Example: companion people split 0b6f…
    """
    from companion.accounts import merging

    with installation():
        try:
            gone = merging.split(merge_id=merge_id, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("There is no such merge, or it was taken back already.") from None
    click.echo(f"person  {gone}\nLet in with: companion invite {gone}; link the CPR number with: companion people link")
