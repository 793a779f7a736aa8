"""A bad template is refused with its file, its line and what to do."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.programmes import templates
from companion.programmes.template_errors import TemplateError, line_of
from tests.programmes import template_file

EXTRA_WEEK = (
    '[[weeks]]\nnumber = {}\ntitle = "Mere"\nwork = "Mere"\n'
    '[[weeks.blocks]]\nkey = "a"\ntext = "Mere."\n'
    '[[weeks.steps]]\nkey = "b"\ntrack = "job"\ntext = "Mere."\n\n'
)


def refusal(folder: Path, old: str, new: str) -> TemplateError:
    """What loading says after `old` became `new`."""
    template_file.write(folder, old, new)
    with pytest.raises(TemplateError) as caught:
        templates.load_all(folder)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('track = "health"', 'track = "money"', "'health', 'job', 'education' or 'everyday'"),
        ('kind = "offer"', 'kind = "order"', "'decision', 'agreed', 'offer' or 'invitation'"),
        ('kind = "course"', 'kind = "camp"', "`kind`"),
        ('form = "walk"', 'form = "office"', "`sessions 1, form`"),
        ('role = "therapist"', 'role = "boss"', "role 'boss' is unknown"),
        ("number = 2", 'number = 2\ntopic = "sport"', "`weeks 2, topic`: Extra inputs"),
        ('starts = "10:00"', 'starts = "24:00"', "`sessions 1, starts`"),
        ("weekday = 0", "weekday = 7", "`sessions 1, weekday`"),
        ("minutes = 60", "minutes = true", "`sessions 1, minutes`"),
        ('text = "Vi går stille."', 'text = " "', "`weeks 1, blocks 1, text`"),
        ("day_offset = 14", "day_offset = 13", "less than 14 days after day 0"),
        ('key = "stop"', 'key = "start"', "the key 'start' stands twice in weeks 1, blocks"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    error = refusal(tmp_path, old, new)
    assert wrong in error.wrong
    assert error.remedy
    source = error.file.read_text(encoding="utf-8")
    assert error.line == template_file.line_with(source, new.splitlines()[-1]) or "twice" in wrong
    assert str(error).startswith(f"{tmp_path / 'walking.toml'}, line {error.line}: ")


def test_missing_danish_is_refused_where_it_is_missing(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'text = "Vi går stille."\n', "")
    assert error.wrong == "`weeks 1, blocks 1, text`: Field required"
    assert "Danish" in error.remedy
    assert error.line == template_file.line_with(template_file.GOOD, "[[weeks.blocks]]")


@pytest.mark.parametrize("number", [1, 3])
def test_a_gap_or_a_repeat_in_the_weeks_is_refused(tmp_path: Path, number: int) -> None:
    error = refusal(tmp_path, "number = 2", f"number = {number}")
    assert error.wrong == f"week 2 is expected here, not week {number}"


def test_more_than_sixty_weeks_are_refused(tmp_path: Path) -> None:
    weeks = "".join(EXTRA_WEEK.format(number) for number in range(3, 62))
    error = refusal(tmp_path, "[[sessions]]", f"{weeks}[[sessions]]")
    assert error.wrong == "61 weeks are more than 60"


def test_sixty_weeks_are_fine(tmp_path: Path) -> None:
    weeks = "".join(EXTRA_WEEK.format(number) for number in range(3, 61))
    template_file.write(tmp_path, "[[sessions]]", f"{weeks}[[sessions]]")
    assert len(templates.load("walking", tmp_path).weeks) == 60


@pytest.mark.parametrize(
    ("until", "wrong"),
    [
        (61, "61 weeks are more than 60"),
        (500, "500 weeks are more than 60"),
        (10**12, f"{10**12} weeks are more than 60"),
        (1, "the page of week 2 ends in week 1, before it begins"),
    ],
)
def test_a_page_for_too_many_weeks_is_refused(tmp_path: Path, until: int, wrong: str) -> None:
    error = refusal(tmp_path, "number = 2", f"number = 2\nuntil = {until}")
    assert error.wrong == wrong
    assert error.line == template_file.line_with(error.file.read_text("utf-8"), "until = ")


def test_after_a_page_for_many_weeks_comes_the_next_week(tmp_path: Path) -> None:
    after = EXTRA_WEEK.format(3)
    template_file.write(tmp_path, "number = 2", "number = 2\nuntil = 8")
    file = tmp_path / "walking.toml"
    file.write_text(file.read_text("utf-8").replace("[[sessions]]", f"{after}[[sessions]]"), "utf-8")
    with pytest.raises(TemplateError, match="week 9 is expected here, not week 3"):
        templates.read(file)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("weekday = 0", "", "session 'tour' needs either a weekday or weekdays"),
        ("weekday = 0", "weekday = 0\nweekdays = [1]", "session 'tour' needs either a weekday or weekdays"),
        ("weekday = 0", "weekdays = []", "session 'tour' needs either a weekday or weekdays"),
        ("weekday = 0", "weekdays = [0, 2, 0]", "session 'tour' names a weekday twice"),
        ("weekday = 0", "weekdays = [0, 7]", "`sessions 1, weekdays 2`"),
        ('why = "Du får luft og ro."', 'why = "Luft."\nrole = "boss"', "role 'boss' is unknown"),
        ('why = "Du får luft og ro."', 'why = "Luft."\nrole = "caseworker"', "a caseworker would hold it"),
        ("interpreter = true", 'interpreter = true\nrole = "ips-consultant"', "a ips-consultant would hold it"),
        ('role = "therapist"', 'role = "caseworker"', "'walk' is not told to employment roles"),
        ('role = "therapist"', 'role = "therapist"\ngroup = 500', "`group`"),
    ],
)
def test_what_a_programme_cannot_be_is_named(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    error = refusal(tmp_path, old, new)
    assert wrong in error.wrong
    assert error.line
    assert error.remedy


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "You must come."), ("ar", "يجب الحضور."), ("uk", "Ви повинні прийти."), ("en", "The deadline is Monday.")],
)
def test_a_translated_offer_never_sounds_like_a_duty(tmp_path: Path, code: str, words: str) -> None:
    template_file.write(tmp_path)
    told = f'provenance = "unreviewed"\n[weeks.1]\nwork = "{words}"\n[cards.walk]\nwhy = "{words}"\n'
    template_file.translate(tmp_path, told, code)
    with pytest.raises(TemplateError, match="sounds like a duty or a deadline") as caught:
        templates.load_all(tmp_path)
    assert caught.value.line == 5


@pytest.mark.parametrize("weeks", ["[1, 3]", "[0]", "[1, 1]"])
def test_a_session_outside_the_weeks_is_refused(tmp_path: Path, weeks: str) -> None:
    error = refusal(tmp_path, "weeks = [1, 2]", f"weeks = {weeks}")
    assert error.wrong.startswith("session 'tour'")
    assert error.line == template_file.line_with(template_file.GOOD, "weeks = [1, 2]")


def test_a_text_without_end_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, "Vi går lidt mere.", "a" * 20_001)
    assert "20,000" in error.remedy


@pytest.mark.parametrize(
    "words",
    ["Du skal møde kl. 10.", "Din frist er i morgen.", "Du har mødepligt.", "Ellers kommer en sanktion.",
     "Svar senest mandag.", "Det er et krav.", "Svarfristen er mandag.", "Du skal ringe."],
)  # fmt: skip
@pytest.mark.parametrize("place", ["Du får luft og ro.", "Gå med", "Ved søen"])
def test_an_offer_never_sounds_like_a_duty(tmp_path: Path, words: str, place: str) -> None:
    error = refusal(tmp_path, f'"{place}"', f'"{words}"')
    assert "sounds like a duty or a deadline" in error.wrong


def test_a_decision_may_name_its_duty(tmp_path: Path) -> None:
    template_file.write(tmp_path, 'kind = "offer"\n', 'kind = "decision"\n')
    file = tmp_path / "walking.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("Du får luft og ro.", "Du skal møde."), "utf-8")
    assert templates.load("walking", tmp_path).cards[0].why == {"da": "Du skal møde."}


def test_words_that_only_look_like_a_duty_are_fine(tmp_path: Path) -> None:
    template_file.write(tmp_path, "Du får luft og ro.", "Det er frivilligt, og ingen vil friste dig.")
    assert templates.load("walking", tmp_path).cards


def test_ips_names_no_place(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'kind = "course"', 'kind = "ips"')
    assert "in IPS the citizen chooses it" in error.wrong
    assert error.line == template_file.line_with(template_file.GOOD, "Ved søen")


def test_a_review_belongs_to_a_safety_text(tmp_path: Path) -> None:
    review = 'review = { role = "Læge", on = 2026-11-02, source = "Bog" }'
    error = refusal(tmp_path, 'text = "Vi går stille."', f'text = "Vi går stille."\n{review}')
    assert error.wrong == "block 'start' has a review but is no safety text"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ('title = "Walk"', "nobody says where this translation comes from"),
        ('provenance = "missing"', "nobody says where this translation comes from"),
        ('provenance = "unreviewed"\n[weeks.3]\ntitle = "x"', "no Danish text 'weeks.3.title'"),
        ('provenance = "unreviewed"\n[weeks.1.blocks]\nstrat = "x"', "no Danish text 'weeks.1.blocks.strat'"),
        ('provenance = "unreviewed"\n[sessions.tour]\ndirections = "x"', "'sessions.tour.directions'"),
        ('provenance = "unreviewed"\ntitle = ""', "'title' is no text"),
        ('provenance = "unreviewed"\ntitle = 5', "'title' is no text"),
        (f'provenance = "unreviewed"\ntitle = "{"a" * 20_001}"', "'title' is too long"),
    ],
)
def test_a_wrong_translation_is_refused(tmp_path: Path, words: str, wrong: str) -> None:
    template_file.write(tmp_path)
    file = template_file.translate(tmp_path, words)
    with pytest.raises(TemplateError) as caught:
        templates.load_all(tmp_path)
    assert wrong in caught.value.wrong
    assert caught.value.file == file
    assert caught.value.line == (len(words.splitlines()) if "\n" in words else caught.value.line)


@pytest.mark.parametrize("code", ["da", "xx"])
def test_a_translation_needs_a_known_language(tmp_path: Path, code: str) -> None:
    template_file.write(tmp_path)
    template_file.translate(tmp_path, 'provenance = "unreviewed"', code)
    with pytest.raises(TemplateError, match=f"'{code}' is no language to translate into"):
        templates.load_all(tmp_path)


def test_a_translation_without_a_template_is_refused(tmp_path: Path) -> None:
    file = template_file.translate(tmp_path, 'provenance = "unreviewed"')
    with pytest.raises(TemplateError, match="there is no template of this name") as caught:
        templates.load_all(tmp_path)
    assert caught.value.file == file


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path, "weekday = 0", "weekday = ")
    assert error.wrong.startswith("this is not TOML")
    assert error.line == template_file.line_with(template_file.GOOD, "weekday")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    template_file.write(tmp_path).write_bytes(template_file.GOOD.encode("latin-1"))
    with pytest.raises(TemplateError, match="not UTF-8"):
        templates.load_all(tmp_path)


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'id = "walking"', 'id = "running"')
    assert error.line == 1
    assert error.remedy.startswith('Write id = "walking"')


@pytest.mark.parametrize("programme_id", ["nothing", "../walking", "", "Walking"])
def test_an_unknown_programme_is_refused(tmp_path: Path, programme_id: str) -> None:
    template_file.write(tmp_path)
    with pytest.raises(TemplateError):
        templates.load(programme_id, tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(template_file.GOOD)), put=st.text(max_size=8), gone=st.integers(0, 40))
def test_no_file_does_worse_than_a_template_error(tmp_path: Path, cut: int, put: str, gone: int) -> None:
    source = template_file.GOOD[:cut] + put + template_file.GOOD[cut + gone :]
    file = tmp_path / "walking.toml"
    file.write_bytes(source.encode("utf-8", "surrogatepass"))
    try:
        templates.read(file)
    except TemplateError as error:
        assert error.line is None or 1 <= error.line <= len(source.splitlines()) + 1  # noqa: PT017 - either is fine


def test_a_line_is_found_among_repeats() -> None:
    source = "[[a]]\nx = 1\n[[a.b]]\nx = 2\n[[a.b]]\nx = 3\n[[a]]\n[[a.b]]\nx = 4\n[c.1]\nx = 5\n"
    asked = [
        ("a", 0, "x"),
        ("a", 0, "b", 1, "x"),
        ("a", 1, "b", 0, "x"),
        ("c", "1", "x"),
        ("a", 1, "y"),
        ("z",),
    ]
    assert [line_of(source, place) for place in asked] == [2, 6, 9, 11, 7, None]


def test_a_translation_of_other_danish_is_refused(tmp_path: Path) -> None:
    """Whoever wrote down which Danish it was made from is told as soon as that has changed."""
    file = template_file.write(tmp_path)
    template_file.translate(tmp_path, 'danish = "0123456789abcdef"\nprovenance = "unreviewed"\ntitle = "Walk"')
    with pytest.raises(TemplateError) as caught:
        templates.read(file)
    assert caught.value.line == 1 and "Danish texts have changed" in caught.value.wrong
    now = caught.value.remedy.partition('"')[2].rstrip('"')
    translated = f'danish = "{now}"\nprovenance = "unreviewed"\ntitle = "Walk"'
    template_file.translate(tmp_path, translated)
    assert templates.read(file).title["en"] == "Walk"
    template_file.write(tmp_path, "Du får luft og ro.", "Du får luft.")
    with pytest.raises(TemplateError, match="have changed"):
        templates.read(file)
