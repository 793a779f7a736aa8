"""`companion instrument`: which wordings are here and in use, and how an installation gets its own."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import click

from companion.accounts.rules import CITIZEN
from companion.checkins import wording_checks, wordings
from companion.checkins.instruments import NEEDS_SWITCH, WHO5, Wording, shipped
from companion.checkins.wording_checks import WordingFault
from companion.cli.ground import plainly
from companion.cli.indicators import indicators
from companion.cli.installation import NOBODY, OPERATOR, installation
from companion.foundation.audit import Actor
from companion.foundation.errors import NotFound

NO_TEXT = (
    "There is no text in {language}. The check-in is a talk with an interpreter there. See: companion instrument list"
)


@click.group()
def instrument() -> None:
    """Wordings of the WHO-5 and sets of progress indicators: look at them, and bring in your own.

    \b
    Example, once you have WHO's own form of a language:
      companion instrument show da --file > uk.toml
      (replace every text by the official one, to the letter, and the version by 1)
      companion instrument import uk.toml
    """


instrument.add_command(indicators)


@instrument.command("list")
@plainly
def list_wordings() -> None:
    """Every language: status, version, whether it is checked, whether citizens are asked in it, and its digest.

    Example: companion instrument list
    """
    with installation():
        for found in wordings.everything(WHO5):
            click.echo(f"{found.language}: {_told(found)}")
            newer = shipped(WHO5, found.language)
            if found.imported and newer is not None and newer.number > found.number:
                click.echo(f"     Companion now ships version {newer.version}; yours stays. Import it if you want it.")


@instrument.command()
@click.argument("language")
@click.option("--file", "as_file", is_flag=True, help="As a file to fill in and import.")
@plainly
def show(*, language: str, as_file: bool) -> None:
    """The wording that counts here for one language, line by line; the number of an answer is what it counts.

    \b
    Examples:
      companion instrument show ar
      companion instrument show da --file > uk.toml
    """
    with installation():
        found = wordings.known(WHO5, language)
        if found is None:
            raise click.ClickException(f"Nothing is known about {language}. See: companion instrument list")
        if not found.items and as_file:
            raise click.ClickException(NO_TEXT.format(language=language))
        for line in _file(found) if as_file else [_told(found), *wording_checks.lines(found)]:
            click.echo(line)


@instrument.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", help="Language code; the name of the file by default, as in uk.toml.")
@click.option("--person", type=click.UUID, help="Who answers for it, for the record; whoever operates by default.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@plainly
def bring_in(*, file: Path, language: str | None, person: UUID | None, yes: bool) -> None:
    """Bring in a wording of your own: checked, shown as a difference, and kept in the database after your yes.

    It counts at once, before the one Companion ships, also after an upgrade. Answers keep the version they were
    given in; forms that lie on phones stay valid.

    \b
    Examples:
      companion instrument import uk.toml
      companion instrument import official-arabic.toml --language ar --yes
    """
    try:
        found = wording_checks.read(file, language=language or file.stem)
        with installation():
            _bring_in(found, _actor(person, None), yes=yes)
    except WordingFault as fault:
        raise click.ClickException(f"{file}: {fault}") from None


@instrument.command("switch-on")
@click.argument("language")
@click.option("--unit", required=True, type=click.UUID, help="The unit that decides.")
@click.option("--person", required=True, type=click.UUID, help="Who decides: somebody of that unit, no citizen.")
@plainly
def switch_on(*, language: str, unit: UUID, person: UUID) -> None:
    """Let citizens answer an unofficial wording, exactly as it stands today; it stays marked on every page.

    A changed letter switches it off again.

    Example: companion instrument switch-on ar --unit UUID --person UUID
    """
    with installation():
        found = wordings.current(WHO5, language)
        if found is None:
            raise click.ClickException(NO_TEXT.format(language=language))
        if found.status not in NEEDS_SWITCH:
            raise click.ClickException(
                f"{language} is {found.status}: {_told(found)}. Only unofficial ones have a switch."
            )
        wordings.switch_on(instrument=WHO5, language=language, person=person, actor=_actor(person, unit))
        click.echo(f"{language}: {_told(found)}")


def _bring_in(found: Wording, actor: Actor, *, yes: bool) -> None:
    wordings.refuse_old_version(found)
    changes = wordings.difference(found)
    if not changes:
        click.echo(f"{found.language}: nothing to do, it is here already.")
        return
    for line in changes:
        click.echo(line)
    click.echo("The last answer counts 0 and has to mean “at no time”, the first counts 5: “all of the time”.")
    if not yes:
        click.confirm("Is every letter as in the form, and shall it be used from now on?", abort=True)
    wordings.bring_in(found, actor=actor)
    click.echo(f"{found.language}: {_told(replace(found, imported=True))}")
    if not wordings.is_on(found):
        click.echo(f"Switch it on with: companion instrument switch-on {found.language} --unit UUID --person UUID")


def _actor(person: UUID | None, unit: UUID | None) -> Actor:
    """Who answers for it. Raises ClickException for nobody, a citizen, or somebody of another unit."""
    if person is None:
        return OPERATOR
    from companion.accounts import service as accounts
    from companion.accounts.contacts import contacts

    try:
        accounts.person(person)
    except NotFound:
        raise click.ClickException(NOBODY) from None
    staff = contacts([person]).get(person)
    if staff is None or staff.role == CITIZEN:
        raise click.ClickException("This person is no member of staff. See: companion people list")
    if unit is not None and staff.unit_id != unit:
        raise click.ClickException("This person does not belong to that unit. See: companion people list")
    return Actor(person, staff.role, staff.unit_id)


def _told(found: Wording) -> str:
    if not found.items:
        return f"{found.status}, no text. {found.source}"
    checked = "checked" if found.checked else "not yet checked against WHO's form"
    own = "your own import" if found.imported else "shipped"
    return f"{found.status}, version {found.version} ({own}), {checked}, {_use(found)}, sha256 {found.digest[:12]}"


def _use(found: Wording) -> str:
    if not found.is_whole:
        return "not in use: its instruction is missing, import the whole form"
    return "in use" if wordings.is_on(found) else "off: a talk with an interpreter is offered"


def _file(found: Wording) -> list[str]:
    import json  # a JSON string is a TOML string too

    keys = ("version", "status", "checked", "source", "licence", "instruction")
    told = [f"{key} = {json.dumps(getattr(found, key), ensure_ascii=False)}" for key in keys]
    for key in ("items", "answers"):
        told += [f"{key} = [", *(f"  {json.dumps(text, ensure_ascii=False)}," for text in getattr(found, key)), "]"]
    return told
