"""Prints one aligned table: a title, a row a contestant, numbers to the right."""

from collections.abc import Sequence

import click


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> None:
    """The first column is text, the others are numbers."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    click.echo(f"\n{title}")
    click.echo(_line(head, widths))
    click.echo("  ".join("─" * width for width in widths))
    for row in rows:
        click.echo(_line(row, widths))
    for note in notes:
        click.echo(f"  {note}")


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]).rstrip()
