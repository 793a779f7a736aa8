"""`companion locales`: compile and check catalogues, approve consent texts."""

import uuid

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from companion.cli.ground import plainly, read_settings
from companion.foundation import places
from companion.language.table import languages


@click.group()
def locales() -> None:
    """Languages: compile and check catalogues, approve consent texts.

    Example: companion locales compile
    """


@locales.command("list")
def list_languages() -> None:
    """Every language, and whether its texts are here.

    Example: companion locales list
    """
    for code, language in languages().items():
        click.echo(f"{code}: {language.name} ({'texts here' if language.catalogue else 'no texts yet'})")


@locales.command("compile")
def compile_catalogues() -> None:
    """Make the compiled catalogues the app reads.

    Example: companion locales compile
    """
    for path in sorted(places.translations().glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            catalogue = read_po(file)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
        click.echo(f"{path.parent.parent.name}: {len(catalogue)} texts")


@locales.command()
def extract() -> None:
    """Collect every Danish text into messages.pot and bring the catalogues and content.po up to it (in a checkout).

    Example: companion locales extract
    """
    from companion.cli import catalogues, content_catalogues

    catalogues.refresh()
    content_catalogues.refresh()


@locales.command()
def check() -> None:
    """Fail when messages.pot or content.po is stale, a text is missing, or a placeholder differs.

    Example: companion locales check
    """
    from companion.cli import catalogues, content_catalogues

    found = [*catalogues.faults(), *content_catalogues.faults()]
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.ClickException("Bring the catalogues up to date with: companion locales extract")
    click.echo("Catalogues: fresh and complete")


@locales.command()
@click.option("--purpose", required=True, help="Purpose key, such as who5-index.")
@click.option("--language", required=True, help="Language code, such as ar.")
@click.option("--unit", required=True, type=click.UUID, help="The unit that approves.")
@click.option("--person", required=True, type=click.UUID, help="Who approves.")
@plainly
def approve(purpose: str, language: str, unit: uuid.UUID, person: uuid.UUID) -> None:
    """Approve today's wording of one consent text in one language for one unit.

    Example: companion locales approve --purpose who5-index --language uk --unit UUID --person UUID
    """
    from companion.cli.ground import ready_runtime
    from companion.consent.service import approve_text
    from companion.foundation import runtime
    from companion.foundation.audit import Actor

    with runtime.bound(ready_runtime(read_settings())):
        actor = Actor(person, "administrator", unit)
        approve_text(purpose=purpose, language=language, unit=unit, person=person, actor=actor)
    click.echo(f"{purpose} is approved in {language}.")
