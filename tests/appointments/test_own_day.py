"""What a citizen says on a hard day, and beforehand: each is told what is hers to know, and no more."""

import uuid
from datetime import timedelta

import pytest

from companion.appointments import changes, lines, own_day, points, service, staff_view, summaries
from companion.foundation.errors import Conflict, NotFound
from companion.foundation.runtime import Runtime
from companion.interpreting import teach_back
from companion.interpreting.teach_back import AGAIN, UNDERSTOOD, Said
from companion.tasks import service as tasks
from tests.appointments.made import THURSDAY, a_meeting, a_talk
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for

LINES = ["Vi går en tur.", "Du ringer til lægen."]


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    return a_citizen("uk")


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    return responsible_for(amina, "caseworker")


@pytest.fixture
def mette(amina: Somebody) -> Somebody:
    return responsible_for(amina, "health-coordinator")


def test_it_works(amina: Somebody, karen: Somebody, mette: Somebody, clock: FrozenClock) -> None:
    """Ill today: each of today's people hears of her own meeting alone; tomorrow's are left alone."""
    clock.move(THURSDAY - clock.now() - timedelta(hours=3))
    first, second = a_talk(amina, karen), a_talk(amina, mette, THURSDAY + timedelta(hours=2))
    tomorrow = a_talk(amina, karen, THURSDAY + timedelta(days=1))
    assert own_day.ill_today(actor=amina.actor) == 2
    assert [one.about for one in tasks.waiting_for(karen.id, role=karen.role)] == [first]
    assert [one.about for one in tasks.waiting_for(mette.id, role=mette.role)] == [second]
    assert service.one(tomorrow, amina.id).answer is None
    assert own_day.ill_today(actor=amina.actor) == 0


def test_ill_does_not_move_what_stands_in_a_letter(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    clock.move(THURSDAY - clock.now() - timedelta(hours=3))
    decided = a_meeting(amina, karen, kind="decision")
    own_day.ill_today(actor=amina.actor)
    found = service.one(decided, amina.id)
    assert found.answer == "no" and found.cancelled_at is None and found.upheld_at is None


def test_ten_minutes_late_is_told_once_and_only_on_the_day(
    amina: Somebody, karen: Somebody, clock: FrozenClock
) -> None:
    talk = a_talk(amina, karen)
    with pytest.raises(changes.NotToday):
        own_day.late(appointment_id=talk, actor=amina.actor)
    clock.move(THURSDAY - clock.now() - timedelta(minutes=5))
    for _twice in range(2):
        own_day.late(appointment_id=talk, actor=amina.actor)
    assert [(one.kind, one.about) for one in tasks.waiting_for(karen.id)] == [("late", talk)]


def test_another_time_is_asked_for_once_and_a_move_answers_it(amina: Somebody, karen: Somebody) -> None:
    talk, other = a_talk(amina, karen), a_talk(amina, karen, THURSDAY + timedelta(days=3))
    for _twice in range(2):
        own_day.another_time(appointment_id=talk, actor=amina.actor)
    own_day.another_time(appointment_id=other, actor=amina.actor)
    later = THURSDAY + timedelta(days=1)
    changes.move(appointment_id=talk, version=1, starts_at=later, line="", actor=karen.actor)
    assert [one.about for one in tasks.waiting_for(karen.id)] == [other]


def test_nobody_speaks_about_another_persons_meeting(amina: Somebody, karen: Somebody) -> None:
    talk, nora = a_talk(amina, karen), a_citizen(name="Nora Friis")
    for say in (own_day.late, own_day.another_time):
        with pytest.raises(NotFound):
            say(appointment_id=talk, actor=nora.actor)
    with pytest.raises(NotFound):
        own_day.ask_question(appointment_id=talk, ready="work", own="", language="da", actor=nora.actor)


def test_a_ready_question_stands_in_both_languages_at_once(amina: Somebody, karen: Somebody) -> None:
    """S29: what matters to me, in two languages side by side, without a translator."""
    talk = a_talk(amina, karen, meeting_kind="clarifying-talk")
    for _twice in range(2):
        own_day.ask_question(appointment_id=talk, ready="work", own="", language="uk", actor=amina.actor)
    (asked,) = lines.of_one(talk, lines.QUESTION)
    second = asked.second("uk")
    assert asked.first("uk").language.code == "uk" and second is not None and second.language.code == "da"
    beside = asked.second("da")
    assert asked.first("da").language.code == "da" and beside is not None and beside.language.code == "uk"


def test_own_words_stay_as_she_wrote_them_and_can_be_taken_back(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    own_day.ask_question(appointment_id=talk, ready=None, own=" Мій сон ", language="uk", actor=amina.actor)
    (asked,) = lines.of_one(talk, lines.QUESTION)
    assert (asked.first("da").words, asked.first("da").language.code, asked.second("da")) == ("Мій сон", "uk", None)
    with pytest.raises(NotFound):
        own_day.drop_question(appointment_id=talk, line_id=uuid.uuid4(), actor=amina.actor)
    own_day.drop_question(appointment_id=talk, line_id=asked.id, actor=amina.actor)
    assert lines.of_one(talk, lines.QUESTION) == []


@pytest.mark.parametrize(("own", "refusal"), [("  ", lines.Empty), ("x" * 301, lines.TooLong)])
def test_an_empty_or_endless_question_is_refused(
    amina: Somebody, karen: Somebody, own: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        own_day.ask_question(appointment_id=a_talk(amina, karen), ready=None, own=own, language="uk", actor=amina.actor)


def test_points_are_hers_to_read_first(amina: Somebody, karen: Somebody, mette: Somebody, clock: FrozenClock) -> None:
    """S46: the citizen reads a point at once, the others who come only when the conference begins."""
    talk = a_talk(amina, karen, meeting_kind="conference", staff=[mette.id])
    points.add(appointment_id=talk, danish="Flere timer?", translation={"uk": "Більше годин?"}, actor=karen.actor)
    assert len(points.for_citizen(service.one(talk, amina.id))) == 1
    seen_by_mette = staff_view.opened(appointment_id=talk, actor=mette.actor)
    assert points.for_staff(seen_by_mette, mette.actor) == []
    clock.move(THURSDAY - clock.now())
    assert len(points.for_staff(seen_by_mette, mette.actor)) == 1


def test_it_is_agreed_only_when_she_says_so(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    """S31: what staff wrote is not agreed; her yes carries language, time, and whether an interpreter helped."""
    talk = a_talk(amina, karen, meeting_kind="clarifying-talk")
    with pytest.raises(summaries.NoSummary):
        summaries.write(appointment_id=talk, danish=LINES, translated=[], language=None, actor=karen.actor)
    clock.move(THURSDAY - clock.now())
    said = ["Ми гуляємо.", "Ви телефонуєте лікарю."]
    summaries.write(appointment_id=talk, danish=LINES, translated=said, language="uk", actor=karen.actor)
    written = summaries.of(talk)
    assert written is not None and written.agreed_at is None and written.is_said_in("uk")
    summaries.agree(
        appointment_id=talk, language="uk", with_interpreter=True, written_at=written.written_at, actor=amina.actor
    )
    (agreed,) = summaries.agreed_by(amina.id)
    assert (agreed.agreed_at, agreed.agreed_language, agreed.with_interpreter) == (clock.now(), "uk", True)
    with pytest.raises(summaries.AlreadyAgreed):
        summaries.write(appointment_id=talk, danish=["Andet"], translated=[], language=None, actor=karen.actor)


def test_she_agrees_to_what_she_has_read_and_nobody_agrees_for_her(
    amina: Somebody, karen: Somebody, clock: FrozenClock
) -> None:
    talk = a_talk(amina, karen, meeting_kind="round-table")
    clock.move(THURSDAY - clock.now())
    summaries.write(appointment_id=talk, danish=LINES, translated=[], language=None, actor=karen.actor)
    read_at = clock.now()
    clock.move(timedelta(minutes=1))
    summaries.write(appointment_id=talk, danish=["Andet"], translated=[], language=None, actor=karen.actor)
    with pytest.raises(Conflict):
        summaries.agree(
            appointment_id=talk, language="uk", with_interpreter=False, written_at=read_at, actor=amina.actor
        )
    with pytest.raises(NotFound):
        summaries.agree(
            appointment_id=talk, language="da", with_interpreter=False, written_at=clock.now(), actor=karen.actor
        )
    assert summaries.agreed_by(amina.id) == []


def test_teach_back_is_hers_alone(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    talk = a_talk(amina, karen, meeting_kind="round-table")
    clock.move(THURSDAY - clock.now())
    summaries.write(appointment_id=talk, danish=LINES, translated=[], language=None, actor=karen.actor)
    summaries.teach_back(appointment_id=talk, said=Said(AGAIN, "wait", "Що далі?", "uk"), actor=amina.actor)
    found = summaries.of(talk)
    assert found is not None and found.teach_back == "again" and found.agreed_at is None
    with pytest.raises(NotFound):
        summaries.teach_back(appointment_id=talk, said=Said(UNDERSTOOD), actor=karen.actor)
    assert teach_back.told_by(amina.id)[talk].words == "Що далі?"
    summaries.write(appointment_id=talk, danish=["Andet"], translated=[], language=None, actor=karen.actor)
    assert teach_back.told_by(amina.id) == {}  # it was about other words


@pytest.mark.parametrize(
    ("danish", "translated"), [([], []), (["x"] * 6, []), (["x", "y"], ["z"])], ids=["none", "six", "unlike"]
)
def test_one_to_five_lines_with_as_many_in_her_language(
    amina: Somebody, karen: Somebody, danish: list[str], translated: list[str]
) -> None:
    talk = a_meeting(amina, karen, THURSDAY - timedelta(days=7), meeting_kind="round-table")
    with pytest.raises(summaries.FiveLines):
        summaries.write(appointment_id=talk, danish=danish, translated=translated, language="uk", actor=karen.actor)
