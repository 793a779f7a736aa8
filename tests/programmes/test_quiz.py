"""Pictures to choose: each course week has its questions, nothing of them is sent or kept, and a bad one is refused."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion.foundation import places
from companion.programmes import templates
from companion.programmes.pictures import PICTURES
from companion.programmes.template_errors import TemplateError
from tests.programmes import template_file
from tests.programmes.test_course_pages import a_reader, read

WITH_QUIZ = ("toender-diabetes", "living-with-illness-and-job")
QUESTION = """\
[[weeks.questions]]
key = "shoes"
ask = "Hvad tager du på?"
again = "Sko er gode at gå i."
right = "shoes"
[[weeks.questions.answers]]
key = "shoes"
picture = "walk"
text = "Sko"
[[weeks.questions.answers]]
key = "hat"
picture = "sun"
text = "Hat"

"""
SECOND_WEEK = "[[weeks]]\nnumber = 2"


def refusal(folder: Path, old: str, new: str) -> TemplateError:
    assert old in QUESTION
    file = template_file.write(folder, SECOND_WEEK, QUESTION.replace(old, new, 1) + SECOND_WEEK)
    with pytest.raises(TemplateError) as caught:
        templates.read(file)
    return caught.value


@pytest.mark.parametrize("programme", WITH_QUIZ)
def test_it_works(programme: str) -> None:
    for week in templates.load(programme).weeks:
        assert 2 <= len(week.questions) <= 3
        for one in week.questions:
            assert one.right in {answer.key for answer in one.answers}
            assert len({answer.picture for answer in one.answers}) == len(one.answers)


def test_every_picture_is_drawn_and_no_other() -> None:
    sprite = (places.static() / "drawings" / "answers.svg").read_text(encoding="utf-8")
    assert tuple(re.findall(r'<symbol id="([a-z-]+)"', sprite)) == tuple(sorted(PICTURES))


def test_it_stays_on_the_page(client: FlaskClient) -> None:
    a_reader(client, "da")
    html = read(client, "/course/3")
    quiz = html[html.index('id="quiz"') : html.index('id="steps"')]
    assert quiz.count("<details name=") == 6
    assert "Ja, det er forstået." in quiz and "Vi siger det en gang til:" in quiz
    assert not re.search(r"<form|<input|<button|href=\"/c", quiz)  # nothing could be sent


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('picture = "sun"', 'picture = "hat"', "there is no picture 'hat'"),
        ('right = "shoes"', 'right = "boots"', "question 'shoes' has no answer 'boots'"),
        ('key = "hat"', 'key = "shoes"', "the key 'shoes' stands twice in weeks 1, questions 1, answers"),
        ('text = "Hat"', 'text = " "', "`weeks 1, questions 1, answers 2, text`"),
    ],
)
def test_a_bad_question_is_named_with_its_line(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    error = refusal(tmp_path, old, new)
    assert wrong in error.wrong and error.remedy
    source = error.file.read_text(encoding="utf-8").splitlines()
    assert error.line and source[error.line - 1].strip() == new.strip()


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ('[[notes]]\nkind = "gossip"\n[[notes.fields]]\nkey = "a"\nlabel = "A"\n', "`notes 1, kind`"),
        ('[[notes]]\nkind = "status"\n' + '[[notes.fields]]\nkey = "a"\nlabel = "A"\n' * 6, "at most 5 items"),
        ('[[notes]]\nkind = "status"\n' + '[[notes.fields]]\nkey = "a"\nlabel = "A"\n' * 2, "the key 'a' stands twice"),
    ],
)
def test_a_bad_note_is_named_with_its_line(tmp_path: Path, words: str, wrong: str) -> None:
    file = template_file.write(tmp_path, "[[sessions]]", words + "\n[[sessions]]")
    with pytest.raises(TemplateError) as caught:
        templates.read(file)
    assert wrong in caught.value.wrong and caught.value.line


def test_a_note_needs_somebody_of_health(tmp_path: Path) -> None:
    note = '[[notes]]\nkind = "status"\n[[notes.fields]]\nkey = "a"\nlabel = "A"\n\n[[sessions]]'
    file = template_file.write(tmp_path, "[[sessions]]", note)
    job = file.read_text(encoding="utf-8").replace('"therapist"', '"caseworker"').replace('"health"', '"job"')
    file.write_text(job, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        templates.read(file)
    assert "nobody of a health role" in caught.value.wrong


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("number = 2", "number = 2\nuntil = 1", "before it begins"),  # a cycle: the page leads back
        ("number = 2", "number = 2\nuntil = 500", "500 weeks are more than 60"),
        ("number = 2", "number = 500", "week 2 is expected here"),
        ('track = "everyday"', 'track = "sport"', "`weeks 1, steps 1, track`"),
        ("weeks = [1, 2]", "weeks = [1, 500]", "week 500, which the programme does not have"),
        ('form = "walk"', 'form = "walk"\ngroup_is = "pets"', "`sessions 1, group_is`"),
        ('form = "walk"', 'form = "walk"\nchildcare = "Du skal komme"', "sounds like a duty"),
    ],
)
def test_cycles_gaps_and_endless_courses_are_named_with_their_line(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    file = template_file.write(tmp_path, old, new)
    with pytest.raises(TemplateError) as caught:
        templates.read(file)
    assert wrong in caught.value.wrong and caught.value.line and caught.value.remedy
