"""`companion figures`: figures others published, from a file, beside the municipality's own."""

from pathlib import Path

import click

from companion.cli.ground import plainly
from companion.cli.installation import OPERATOR, installation


@click.group()
def figures() -> None:
    """Figures that others published, with their source and day.

    Example: companion figures import benchmark.csv
    """


@figures.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@plainly
def bring_in(file: Path) -> None:
    """Take in a CSV file (UTF-8): what,area,percent,source,published_on. All of its lines, or none.

    Example: companion figures import benchmark.csv
    """
    from companion.foundation.database import transaction
    from companion.insight import outside, spreadsheet
    from companion.insight.outside import DayWrong, PercentWrong, TextMissing

    line = 1
    with installation():
        try:
            with transaction():
                for row in spreadsheet.lines(file.read_bytes()):
                    line += 1
                    outside.enter(**{**row, "published_on": spreadsheet.day(row["published_on"])}, actor=OPERATOR)  # type: ignore[arg-type] # the day is one
        except spreadsheet.NotOurColumns:
            columns = ",".join(spreadsheet.COLUMNS)
            raise click.ClickException(f"Not a CSV file in UTF-8 with this first line: {columns}") from None
        except (TextMissing, PercentWrong, DayWrong) as fault:
            why = (type(fault).__doc__ or "").strip()
            raise click.ClickException(f"Line {line}: {why} Nothing was taken in.") from None
    click.echo(f"Taken in: {line - 1} figures.")
