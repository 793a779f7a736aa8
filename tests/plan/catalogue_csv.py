"""A small good list of measures, and the same with one thing changed."""

from datetime import date
from pathlib import Path

from companion.plan import catalogue
from companion.plan.catalogue_file import read
from companion.plan.measure import Measure
from tests.people import MADE_BY

_ROWS = (
    ("key", "talk", "class"),
    ("task_type", "substances", "education"),
    ("title_da", "En samtale om alkohol", "Dansk i en lille klasse"),
    ("title_ar", "حديث عن الكحول", ""),
    ("about_da", "Ring, og tal med en, der lytter.", "Der er ro i klassen."),
    ("about_ar", "يمكنك الاتصال.", ""),
    ("owner_da", "Sundhedscentret", "Sprogskolen"),
    ("phone", "72 00 00 21", ""),
    ("hours", "man 9.00-15.00", ""),
    ("self_referral", "ja", "nej"),
    ("without_name", "ja", ""),
    ("waiting_weeks", "0", "6"),
    ("kl_term", "Samtale om alkohol", ""),
    ("source", "Kommunens liste", "Kommunens liste"),
    ("verified_on", "2026-11-20", "2026-03-02"),
)
GOOD = "\n".join(";".join(cells) for cells in zip(*_ROWS, strict=True)) + "\n"


def write(folder: Path, old: str = "", new: str = "") -> Path:
    """The good list in `folder`, with the first `old` replaced by `new`; the file's path."""
    assert old in GOOD
    file = folder / "measures.csv"
    file.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
    return file


def on_offer(folder: Path) -> tuple[Measure, ...]:
    """The measures of the good list, taken in."""
    wanted = read(write(folder), today=date(2026, 11, 22))
    catalogue.take_in(wanted=wanted, expected=catalogue.compare(wanted), actor=MADE_BY)
    return wanted
