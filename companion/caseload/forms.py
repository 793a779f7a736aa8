"""What is typed in this room's forms: days and hours, as browsers and hurried people write them."""

from datetime import date, time


def day(typed: str) -> date | None:
    """An ISO day as date fields send it; None for anything else."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def hour(typed: str) -> time | None:
    """`9`, `9.30`, `09:30`; None for anything else."""
    hours, _, minutes = typed.strip().replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None
