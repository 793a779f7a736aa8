"""A list of measures is read whole or refused with file and line; nothing hostile or half-said gets on a page."""

from datetime import date
from pathlib import Path

import pytest

from companion.plan.catalogue_file import MOST_MEASURES, CatalogueFileError, read
from companion.plan.measure import Measure
from tests.plan import catalogue_csv

TODAY = date(2026, 11, 22)
TALK, CLASS = 2, 3  # lines of the good file
ALCOHOL, ALARM = "En samtale om alkohol", "Ring, og tal med en, der lytter."


def of(folder: Path, old: str = "", new: str = "") -> tuple[Measure, ...]:
    return read(catalogue_csv.write(folder, old, new), today=TODAY)


def test_it_works(tmp_path: Path) -> None:
    talk, lesson = of(tmp_path)
    assert talk.title == {"da": ALCOHOL, "ar": "حديث عن الكحول"}
    assert (talk.self_referral, talk.without_name, talk.waiting_weeks) == (True, True, 0)
    assert (talk.unit_kind, talk.kl_term) == ("health", "Samtale om alkohol")
    assert (lesson.unit_kind, lesson.phone, lesson.hours, lesson.place) == ("employment", None, (), None)


def test_a_list_saved_by_a_spreadsheet_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "excel.csv"
    rows = catalogue_csv.GOOD.replace("Ring, og tal med en, der lytter.", '"Ring. \r\nTal med en."')
    with pytest.raises(CatalogueFileError, match="about_da holds a control character"):
        read(_written(file, rows), today=TODAY)
    rows = catalogue_csv.GOOD.replace(",", " og").replace(";", ",").replace("\n", "\r\n")
    assert len(read(_written(file, rows), today=TODAY)) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("substances", "astrology", TALK, "task_type 'astrology' is unknown; use one of: social-skills"),
        (ALCOHOL, "", TALK, "title_da is empty"),
        ("Der er ro i klassen.", " ", CLASS, "about_da is empty"),
        ("Sprogskolen", "", CLASS, "owner_da is empty"),
        ("72 00 00 21", "ring bare", TALK, "phone 'ring bare' cannot be dialled"),
        ("72 00 00 21", "72-00-00-21", TALK, "cannot be dialled"),
        ("72 00 00 21", "٧٢٠٠٠٠٢١", TALK, "cannot be dialled"),
        ("72 00 00 21", "7" * 16, TALK, "cannot be dialled"),
        (ALCOHOL, "<b>Ring nu</b>", TALK, "title_da holds markup"),
        ("يمكنك الاتصال.", '"&#x3c;script"', TALK, "about_ar holds markup"),
        ("يمكنك الاتصال.", "يمكنك\u202e الاتصال", TALK, "about_ar holds an invisible mark"),
        ("Sprogskolen", "Sprog\u200fskolen", CLASS, "owner_da holds an invisible mark"),
        ("Sprogskolen", "Sprog\x07skolen", CLASS, "owner_da holds a control character"),
        (ALARM, "Du skal ringe senest fredag.", TALK, "sounds like a duty"),
        (ALARM, "a" * 601, TALK, "about_da has 601 characters"),
        ("man 9.00-15.00", "mandag morgen", TALK, "hours 'mandag morgen' cannot be read"),
        ("man 9.00-15.00", "man 15.00-9.00", TALK, "cannot be read"),
        ("man 9.00-15.00", "", TALK, "self_referral needs a phone and hours"),
        ("ja;ja", "nej;ja", TALK, "without_name needs self_referral"),
        ("ja;ja", "måske;ja", TALK, "self_referral 'måske' is neither ja nor nej"),
        (";6;", ";-6;", CLASS, "waiting_weeks '-6' is no number"),
        (";6;", ";²;", CLASS, "waiting_weeks '²' is no number"),
        ("Samtale om alkohol;", "Rusfri;", TALK, "kl_term 'Rusfri' is not on the list"),
        ("2026-11-20", "20/11/2026", TALK, "verified_on '20/11/2026' is no day"),
        ("2026-11-20", "2026-11-23", TALK, "is not between 2000-01-01 and today"),
        ("2026-03-02", "1999-12-31", CLASS, "is not between"),
        ("class;", "talk;", CLASS, "the key 'talk' stands in line 2 already"),
        ("class;", "Class A;", CLASS, "key 'Class A' is not made of"),
        ("Kommunens liste;2026-03-02", ";2026-03-02", CLASS, "source is empty"),
        (";Kommunens liste;2026-03-02", "", CLASS, "13 cells under 15 columns"),
        ("title_ar", "title_xx", 1, "there is no column 'title_xx'"),
        ("title_ar", "title_da", 1, "the column 'title_da' stands twice"),
        ("verified_on", "hours", 1, "the column 'hours' stands twice"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    with pytest.raises(CatalogueFileError) as refused:
        of(tmp_path, old, new)
    assert refused.value.line == line
    assert told in str(refused.value) and f"measures.csv, line {line}: " in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: the column 'key' is missing"),
        (b"key;title_da\xe6\n", "the file is not UTF-8"),
        (catalogue_csv.GOOD.replace("Sprogskolen", '"Sprogskolen').encode(), "line 3: this is not CSV"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "measures.csv"
    file.write_bytes(content)
    with pytest.raises(CatalogueFileError, match=told):
        read(file, today=TODAY)


def test_more_than_one_page_can_carry_is_refused(tmp_path: Path) -> None:
    head, talk, _lesson = catalogue_csv.GOOD.splitlines()
    lines = [talk.replace("talk", f"talk-{number}", 1) for number in range(MOST_MEASURES + 1)]
    with pytest.raises(CatalogueFileError, match=f"201 measures are more than {MOST_MEASURES}"):
        read(_written(tmp_path / "long.csv", "\n".join([head, *lines])), today=TODAY)


def _written(file: Path, rows: str) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        opened.write(rows)
    return file
