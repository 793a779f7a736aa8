"""`companion instrument`: which wordings are here and in use."""

import click

from companion.checkins.instruments import languages_of, wording


@click.group()
def instrument() -> None:
    """Look at the wording of instruments.

    Example: companion instrument list
    """


@instrument.command("list")
def list_wordings() -> None:
    """Every WHO-5 wording with status, check and digest.

    Example: companion instrument list
    """
    for code in languages_of("who5"):
        found = wording("who5", code)
        if found is not None:
            checked = "checked" if found.checked else "not yet checked against WHO's PDF"
            click.echo(f"{code}: {found.status}, {checked}, sha256 {found.digest[:12]}")
