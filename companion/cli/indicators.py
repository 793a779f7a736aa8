"""`companion instrument indicators`: the progress indicators that are asked here, and a set of your own."""

import difflib
import json
from pathlib import Path

import click

from companion.checkins import indicator_checks
from companion.checkins import indicators as sets
from companion.checkins.indicator_checks import IndicatorFault
from companion.checkins.indicators import IndicatorSet, OldVersion
from companion.cli.ground import plainly
from companion.cli.installation import OPERATOR, installation
from companion.language.text import Text


@click.group()
def indicators() -> None:
    """Progress indicators: what citizens and staff are asked about how it is going.

    \b
    Example, a set of your own:
      companion instrument indicators show --file > ours.toml
      (change key and texts)
      companion instrument indicators import ours.toml
    """


@indicators.command()
@click.option("--file", "as_file", is_flag=True, help="As a file to change and import.")
@plainly
def show(*, as_file: bool) -> None:
    """The set that is asked now, with the texts of its steps.

    Example: companion instrument indicators show
    """
    with installation():
        for line in _file(sets.active()) if as_file else _lines(sets.active()):
            click.echo(line)


@indicators.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a file without importing it; needs no installation.

    Example: companion instrument indicators check ours.toml
    """
    found = sets.made(_read(file))
    click.echo(f"{file}: {found.key} version {found.version}, {len(found.indicators)} indicators. All is well.")


@indicators.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@plainly
def bring_in(*, file: Path, yes: bool) -> None:
    """Bring in a set of your own: checked, shown as a difference, and asked from now on after your yes.

    Answers keep the set and version they were given in; old ones stay readable.

    Example: companion instrument indicators import ours.toml
    """
    written = _read(file)
    with installation():
        for line in difflib.ndiff(_lines(sets.active()), _lines(sets.made(written))):
            if not line.startswith("?"):
                click.echo(line)
        if not yes:
            click.confirm("Shall citizens and staff be asked this from now on?", abort=True)
        try:
            found = sets.bring_in(written, actor=OPERATOR)
        except OldVersion as old:
            raise click.ClickException(f"{file}: {old}. Raise version to {old.version + 1}.") from None
        click.echo(f"{found.key} version {found.version} is asked from now on.")


def _read(file: Path) -> dict[str, object]:
    try:
        return indicator_checks.read(file)
    except IndicatorFault as fault:
        raise click.ClickException(f"{file}: {fault}") from None


def _lines(found: IndicatorSet) -> list[str]:
    told = [f"set: {found.key}", f"version: {found.version}"]
    told += [f"months between two answers: {found.months_between}", f"source: {found.source}"]
    for place, step in enumerate(found.steps, start=found.lowest):
        told += [f"step {place} in {code}: {text}" for code, text in step.items()]
    for one in found.indicators:
        told += [f"{one.key} in {code}: {text} – {one.question.get(code, '')}" for code, text in one.name.items()]
    return told


def _file(found: IndicatorSet) -> list[str]:
    told = [
        f"{key} = {json.dumps(getattr(found, key), ensure_ascii=False)}"
        for key in ("key", "version", "lowest", "months_between", "source")
    ]
    told += ["", "[provenance]", *(f"{code} = {json.dumps(state)}" for code, state in found.provenance.items())]
    for step in found.steps:
        told += ["", "[[step]]", f"name = {_table(step)}"]
    for one in found.indicators:
        told += [
            "",
            "[[indicator]]",
            f'key = "{one.key}"',
            f"name = {_table(one.name)}",
            f"question = {_table(one.question)}",
        ]
    return told


def _table(text: Text) -> str:
    return "{ " + ", ".join(f"{code} = {json.dumps(said, ensure_ascii=False)}" for code, said in text.items()) + " }"
