"""`companion programme`: check a programme template before it is used; `catalogue` keeps the list of measures."""

from pathlib import Path

import click

from companion.cli.programme_catalogue import catalogue
from companion.cli.programme_recordings import record
from companion.programmes.template_errors import TemplateError
from companion.programmes.templates import read


@click.group()
def programme() -> None:
    """Programme templates of municipalities, and their catalogue of measures.

    Example: companion programme check our-course.toml
    """


programme.add_command(catalogue)
programme.add_command(record)


@programme.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check one template; names file, line and what to do when something is wrong.

    Example: companion programme check companion/programmes/municipal/toender-diabetes.toml
    """
    try:
        found = read(file)
    except TemplateError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{file}: {found.id}, {found.length} weeks, {len(found.cards)} cards. All is well.")
