"""A municipality's own measures in a CSV file: read and checked line by line before anything is kept."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from companion.language.table import SOURCE, languages
from companion.language.text import Text
from companion.plan import catalogue_rules as rules
from companion.plan.catalogue_types import KL_TERMS, task_types
from companion.plan.measure import Measure, OpenHours
from companion.plan.rules import duty_words

MOST_MEASURES = 200  # all of them are one page that lies on a phone
LONGEST_TEXT = 600  # characters of one text: a card, not a leaflet
LONGEST_LINE = 120  # characters of a title, an owner or a source
MOST_PLACES, MOST_WEEKS = 10_000, 520  # beyond these a number is a slip of the hand
OLDEST = date(2000, 1, 1)  # no directory of ours was verified earlier
SPOKEN = {"title": LONGEST_LINE, "about": LONGEST_TEXT, "owner": LONGEST_LINE, "place": LONGEST_TEXT}
REQUIRED = ("title", "about", "owner")  # in Danish; the others follow where somebody translated them
PLAIN = (
    "key",
    "task_type",
    "unit_kind",
    "phone",
    "hours",
    "self_referral",
    "without_name",
    "capacity",
    "waiting_weeks",
    "kl_term",
    "source",
    "verified_on",
)
NEEDED = ("key", "task_type", "title_da", "about_da", "owner_da", "source", "verified_on")
_YES_OR_NO = {"ja": True, "yes": True, "nej": False, "no": False, "": False}
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")
_KIND = re.compile(r"^[a-z][a-z-]{0,39}$")
Row = dict[str, str]


class CatalogueFileError(Exception):
    """A file is refused as a whole; the sentence names file, line (from 1), what is wrong and what to do."""

    def __init__(self, file: Path, line: int | None, wrong: str) -> None:
        self.file, self.line, self.wrong = file, line, wrong
        super().__init__(f"{file}, line {line}: {wrong}." if line else f"{file}: {wrong}.")


class NotAMeasure(Exception):
    """What is wrong with one line, before file and line are told."""


@dataclass(frozen=True)
class _Line:
    number: int
    row: Row


def read(file: Path, *, today: date) -> tuple[Measure, ...]:
    """Every measure in a CSV file (UTF-8, with a comma or semicolon). Raises CatalogueFileError at the first fault."""
    seen: dict[str, int] = {}
    found = []
    for line in _lines(file):
        try:
            measure = measure_of(line.row, today)
            if measure.key in seen:
                raise NotAMeasure(f"the key '{measure.key}' stands in line {seen[measure.key]} already")
        except NotAMeasure as fault:
            raise CatalogueFileError(file, line.number, str(fault)) from None
        seen[measure.key] = line.number
        found.append(measure)
    if len(found) > MOST_MEASURES:
        raise CatalogueFileError(
            file, None, f"{len(found)} measures are more than {MOST_MEASURES}; keep the ones in use"
        )
    return tuple(found)


def _lines(file: Path) -> Iterator[_Line]:
    source = _source(file)
    first = source.partition("\n")[0]
    reader = csv.reader(io.StringIO(source), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    columns, begins = [name.strip() for name in next(reader, [])], 2
    _check_columns(file, columns)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(columns):
                    raise CatalogueFileError(file, begins, f"{len(cells)} cells under {len(columns)} columns")
                yield _Line(begins, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise CatalogueFileError(file, begins, f"this is not CSV: {fault}") from None


def _source(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CatalogueFileError(file, None, "the file is not UTF-8; save it again as UTF-8") from None


def _check_columns(file: Path, columns: list[str]) -> None:
    known = {*PLAIN, *(f"{name}_{code}" for name in SPOKEN for code in languages())}
    for name in columns:
        if name not in known:
            raise CatalogueFileError(file, 1, f"there is no column '{name}'; see docs/municipality.md")
        if columns.count(name) > 1:
            raise CatalogueFileError(file, 1, f"the column '{name}' stands twice")
    if missing := [name for name in NEEDED if name not in columns]:
        raise CatalogueFileError(file, 1, f"the column '{missing[0]}' is missing")


def measure_of(row: Row, today: date) -> Measure:
    """The measure that the named cells of one row make. Raises NotAMeasure with what is wrong."""
    told = {name: row.get(name, "") for name in PLAIN}
    kind = task_types().get(told["task_type"])
    if kind is None:
        raise NotAMeasure(f"task_type '{told['task_type']}' is unknown; use one of: {', '.join(task_types())}")
    measure = Measure(
        key=_matching(told, "key", _KEY),
        task_type=kind.key,
        unit_kind=_matching({"unit_kind": told["unit_kind"] or kind.unit_kind}, "unit_kind", _KIND),
        title=_spoken(row, "title"),
        about=_spoken(row, "about"),
        owner=_spoken(row, "owner"),
        place=_spoken(row, "place") or None,
        phone=_phone(told["phone"]),
        hours=_hours(told["hours"]),
        self_referral=_yes(told, "self_referral"),
        without_name=_yes(told, "without_name"),
        capacity=_count(told, "capacity", MOST_PLACES),
        waiting_weeks=_count(told, "waiting_weeks", MOST_WEEKS),
        kl_term=_kl_term(told["kl_term"]),
        source=_line(told, "source"),
        verified_on=_day(told["verified_on"], today),
    )
    _check_reach(measure)
    return measure


def _check_reach(measure: Measure) -> None:
    if measure.self_referral and not (measure.phone and measure.hours):
        raise NotAMeasure("self_referral needs a phone and hours: somebody is going to call")
    if measure.without_name and not measure.self_referral:
        raise NotAMeasure("without_name needs self_referral: who is referred has a name already")


def _matching(told: Row, name: str, pattern: re.Pattern[str]) -> str:
    if not pattern.match(told[name]):
        raise NotAMeasure(f"{name} '{told[name][:40]}' is not made of a-z, 0-9 and -")
    return told[name]


def _spoken(row: Row, name: str) -> Text:
    said = {code: row[f"{name}_{code}"] for code in languages() if row.get(f"{name}_{code}")}
    if SOURCE not in said and (said or name in REQUIRED):
        raise NotAMeasure(f"{name}_{SOURCE} is empty; the Danish text is shown wherever a translation is missing")
    for code, words in said.items():
        _check_words(f"{name}_{code}", words, SPOKEN[name])
    if found := duty_words(said):
        raise NotAMeasure(f"'{found[0]}' in {name} sounds like a duty or a deadline; an offer is free")
    return said


def _check_words(name: str, words: str, longest: int) -> None:
    if len(words) > longest:
        raise NotAMeasure(f"{name} has {len(words)} characters; {longest} is the most")
    if fault := rules.unfit(words):
        raise NotAMeasure(f"{name} {fault}")


def _line(told: Row, name: str) -> str:
    if not told[name]:
        raise NotAMeasure(f"{name} is empty")
    _check_words(name, told[name], LONGEST_LINE)
    return told[name]


def _phone(number: str) -> str | None:
    if number and not rules.is_phone(number):
        raise NotAMeasure(f"phone '{number[:40]}' cannot be dialled; write digits and spaces, such as 72 00 00 00")
    return number or None


def _hours(words: str) -> tuple[OpenHours, ...]:
    found = rules.hours_of(words)
    if found is None:
        raise NotAMeasure(f"hours '{words[:60]}' cannot be read; write them as: man 13.00-15.00; tor 9.00-12.00")
    return found


def _yes(told: Row, name: str) -> bool:
    answer = _YES_OR_NO.get(told[name].casefold())
    if answer is None:
        raise NotAMeasure(f"{name} '{told[name][:40]}' is neither ja nor nej")
    return answer


def _count(told: Row, name: str, most: int) -> int | None:
    if not told[name]:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", told[name]) or int(told[name]) > most:
        raise NotAMeasure(f"{name} '{told[name][:40]}' is no number from 0 to {most}")
    return int(told[name])


def _kl_term(words: str) -> str | None:
    if words and words not in KL_TERMS:
        raise NotAMeasure(f"kl_term '{words[:60]}' is not on the list; use one of: {', '.join(KL_TERMS)}")
    return words or None


def _day(words: str, today: date) -> date:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise NotAMeasure(f"verified_on '{words[:40]}' is no day; write it as 2026-11-22") from None
    if not OLDEST <= day <= today:
        raise NotAMeasure(f"verified_on {day} is not between {OLDEST} and today")
    return day
