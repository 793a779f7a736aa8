"""The shipped programme templates: they load, they are translated, and they are easy and safe to read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat

from companion.foundation import places
from companion.language.table import languages
from companion.language.text import Text, everywhere
from companion.plan.rules import FREE, duty_words
from companion.programmes import templates
from companion.programmes.programme import Programme, Week
from tests.programmes import template_file

LIX_LIMIT = 30  # Danish at or below this reads easily
BYTES_LIMIT = 4_000  # a drawing travels to phones on slow lines
SHIPPED = templates.load_all()
COURSE = templates.load("toender-diabetes")
IPS = templates.load("copenhagen-ips")
WEEKS = [pytest.param(week, id=f"{programme.id}-{week.number}") for programme in SHIPPED for week in programme.weeks]

each_programme = pytest.mark.parametrize("programme", SHIPPED, ids=lambda programme: programme.id)
COURSE_WEEKS = [
    pytest.param(week, id=f"{one.id}-{week.number}") for one in SHIPPED if one.kind == "course" for week in one.weeks
]
each_course_week = pytest.mark.parametrize("week", COURSE_WEEKS)
each_week = pytest.mark.parametrize("week", WEEKS)


def test_it_works(tmp_path: Path) -> None:
    template_file.write(tmp_path)
    template_file.translate(tmp_path, 'provenance = "unreviewed"\n[weeks.2]\ntitle = "The second walk"\n')
    (programme,) = templates.load_all(tmp_path)
    assert programme.weeks[1].title == {"da": "Den anden tur", "en": "The second walk"}
    assert programme.weeks[1].work == {"da": "Hvem vil du gå med?"}
    assert [block.safety for block in programme.weeks[0].blocks] == [False, True]
    assert [(one.key, one.week, one.starts) for one in programme.sessions] == [
        ("tour-1", 1, "10:00"),
        ("tour-2", 2, "10:00"),
    ]
    assert programme.provenance == {"da": "human-reviewed", "en": "unreviewed"}


def test_a_template_is_read_once() -> None:
    assert templates.load("toender-diabetes") is COURSE


def test_a_safety_text_keeps_its_review(tmp_path: Path) -> None:
    review = '{ role = "Læge", on = 2026-11-02, source = "Regionens vejledning" }'
    template_file.write(tmp_path, "safety = true", f"safety = true\nreview = {review}")
    block = templates.load("walking", tmp_path).weeks[0].blocks[1]
    assert block.review
    assert (block.review.role, block.review.on) == ("Læge", "2026-11-02")


def test_the_course_has_eight_weekly_classes_on_mondays_with_an_interpreter() -> None:
    assert [week.number for week in COURSE.weeks] == list(range(1, 9))
    held = {(one.weekday, one.starts, one.minutes, one.form, one.interpreter) for one in COURSE.sessions}
    assert held == {(0, "10:00", 120, "person", True)}
    assert [one.week for one in COURSE.sessions] == list(range(1, 9))


def test_the_course_asks_at_the_start_the_end_and_three_months_later() -> None:
    days = {one.key: one.day_offset for one in COURSE.check_ins}
    assert list(days) == ["start", "end", "after"]
    assert days["after"] - days["end"] == 91


@each_course_week
def test_a_course_week_fits_one_page(week: Week) -> None:
    assert 3 <= len(week.blocks) <= 7
    assert 2 <= len(week.steps) <= 3
    assert len({step.track for step in week.steps}) > 1


def test_ips_has_no_place_no_end_and_only_offers() -> None:
    assert [one.place for one in IPS.sessions] == [{"da": ""}] * len(IPS.sessions)
    assert IPS.open_ended
    assert "end" not in {one.key for one in IPS.check_ins}
    assert {card.kind for card in IPS.cards} == {"offer"}


@pytest.mark.parametrize(("number", "key"), [(3, "low-first-aid"), (3, "cannot-wake"), (7, "never-alone")])
def test_first_aid_names_112_in_every_language(number: int, key: str) -> None:
    (block,) = (one for one in COURSE.weeks[number - 1].blocks if one.key == key)
    assert block.safety
    said = everywhere(block.text)
    assert said.keys() == languages().keys() and all("112" in words for words in said.values())


def test_nothing_gives_a_dose_or_a_target() -> None:
    dose = re.compile(r"mmol|mg\b|\bml\b|enheder|units|وحدة|HbA1c|\d+\s*(?:g|gram)\b", re.IGNORECASE)
    said = (words for one in SHIPPED for text in texts(one) for words in everywhere(text).values())
    assert not [words for words in said if dose.search(words)]


@each_programme
@pytest.mark.parametrize("code", ["en", "ar", "uk"])
def test_every_text_is_translated(programme: Programme, code: str) -> None:
    assert programme.provenance[code] == "unreviewed"
    assert not [text["da"] for text in texts(programme) if text["da"] and code not in text]


def test_a_translation_says_which_danish_it_was_made_from() -> None:
    """Read again as soon as a Danish text is said otherwise: an old translation of a new safety text is a danger."""
    files = list((places.package() / "programmes" / "municipal" / "translations").rglob("*.toml"))
    told = re.compile('^danish = "[0-9a-f]{16}"$', re.MULTILINE)
    assert files and [file for file in files if not told.search(file.read_text(encoding="utf-8"))] == []


@each_programme
def test_what_is_free_sounds_free_in_every_language(programme: Programme) -> None:
    free = [(one.title, one.why) for one in programme.cards if one.kind in FREE]
    met = [(one.title, one.place, one.directions) for one in programme.sessions if one.kind in FREE]
    assert not [word for said in (*free, *met) for text in said for word in duty_words(text)]


@each_programme
def test_a_safety_text_that_names_112_does_in_every_language(programme: Programme) -> None:
    danger = [
        block.text for week in programme.weeks for block in week.blocks if block.safety and "112" in block.text["da"]
    ]
    assert not [words for text in danger for words in text.values() if "112" not in words]


@each_programme
def test_digits_are_latin_in_every_language(programme: Programme) -> None:
    assert not re.search("[٠-٩۰-۹]", " ".join(words for text in texts(programme) for words in text.values()))


@each_programme
def test_arabic_speaks_to_everybody(programme: Programme) -> None:
    """No second person singular of the present, no command to one person, no `you` with a gender."""
    gendered = re.compile(r"\b(?:ت\w{2,}ين|أنتَ|أنتِ|يمكنكِ|تستطيع|تريد|تحتاج|تحب|تأكل|تشعر|اتصل|اكتب|اسأل|اجلس)\b")
    assert not [text["ar"] for text in texts(programme) if gendered.search(text.get("ar", ""))]


@each_week
def test_danish_is_easy(week: Week) -> None:
    assert lix(text["da"] for text in week_texts(week)) <= LIX_LIMIT


@each_programme
def test_danish_around_the_weeks_is_easy(programme: Programme) -> None:
    assert lix(text["da"] for text in frame_texts(programme)) <= LIX_LIMIT


@each_week
def test_danish_sentences_are_short(week: Week) -> None:
    sentences = [one for text in week_texts(week) for one in re.split(r"[.?!:]", text["da"]) if one.strip()]
    assert sum(len(one.split()) for one in sentences) / len(sentences) <= 8


@pytest.mark.parametrize("week", [one for one in COURSE_WEEKS if one.values[0].drawing])  # type: ignore[union-attr] # a Week
def test_each_drawing_of_a_course_week_is_small_and_without_text(week: Week) -> None:
    drawing = places.static() / week.drawing
    assert drawing.stat().st_size <= BYTES_LIMIT
    source = drawing.read_text(encoding="utf-8")
    assert 'viewBox="0 0 320 200"' in source
    assert not re.search(r"<(?:text|image|script|style)|href|style=", source)


def lix(words: Iterator[str]) -> float:
    """The LIX of texts in Danish; each text ends a sentence."""
    textstat.set_lang("da")
    score: float = textstat.lix(" ".join(text.rstrip(".") + "." for text in words if text))
    return score


def texts(programme: Programme) -> Iterator[Text]:
    """Every text of a programme."""
    yield from frame_texts(programme)
    for week in programme.weeks:
        yield from week_texts(week)


def frame_texts(programme: Programme) -> Iterator[Text]:
    """The texts outside the weeks; a session that repeats says them once."""
    yield from (programme.title, programme.about, programme.notice)
    for card in programme.cards:
        yield from (card.title, card.why)
    for session in {one.title["da"]: one for one in programme.sessions}.values():
        yield from (session.title, session.place, session.directions, session.childcare)
    for note in programme.notes:
        yield from (field.label for field in note.fields)


def week_texts(week: Week) -> Iterator[Text]:
    """The texts of one page."""
    yield from (week.title, week.work)
    yield from (block.text for block in week.blocks)
    yield from (step.text for step in week.steps)
    for question in week.questions:
        yield from (question.ask, question.again, *(answer.text for answer in question.answers))
