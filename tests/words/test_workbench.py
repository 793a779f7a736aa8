"""How far a language is; a wording is read at once, and read through by somebody who did not write it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.foundation import clock
from companion.foundation.audit import AuditLine
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.language import overlays
from companion.language.checking import PlaceholderBroken
from companion.language.overlays import digest_of
from companion.language.records import Wording
from companion.language.wordings import OwnWording, SaidAnew
from companion.language.words import words
from companion.words import workbench
from companion.words.sources import sources
from tests.clock import FrozenClock
from tests.people import Somebody, staff
from tests.words.worded import HELP, UKRAINIAN, reads_through, says

KEY = digest_of(HELP)
A_MOMENT = timedelta(seconds=1)


@pytest.fixture
def hala(runtime: Runtime) -> Somebody:
    return staff("translator", name="Hala Nasser")


@pytest.fixture
def oksana(runtime: Runtime) -> Somebody:
    return staff("translator", name="Oksana Kovalenko")


def an_old_wording(danish: str, *forms: str) -> None:
    """Said for a Danish text that is not in the app any more."""
    moment = clock.now()
    with transaction() as session:
        row = Wording(id=new_id(), language="uk", digest=digest_of(danish), danish=danish, forms=list(forms))
        row.written_at = row.changed_at = moment
        session.add(row)
    overlays.look_again()


def test_it_works(hala: Somebody) -> None:
    before = workbench.counted("uk")
    assert before["reviewed"] == 0 and before["unreviewed"] > 1_000
    says(hala, HELP, UKRAINIAN)
    assert workbench.of("uk", KEY).forms == (UKRAINIAN,) and words("uk").say(HELP) == UKRAINIAN
    assert workbench.counted("uk") == before


def test_every_text_of_the_app_is_there_once_with_its_place(hala: Somebody) -> None:
    found = workbench.texts("uk")
    assert {text.source.place for text in found.values()} >= {"pages", "glossary", "courses", "messages", "help"}
    assert all(digest_of(text.source.danish[0]) == key for key, text in found.items())
    assert [text for text in found.values() if text.state == "missing" and text.forms] == []


def test_a_second_person_reads_it_through(hala: Somebody, oksana: Somebody, clock: FrozenClock) -> None:
    says(hala, HELP, UKRAINIAN)
    clock.move(A_MOMENT)
    reads_through(oksana, HELP)
    assert workbench.counted("uk")["reviewed"] == 1 and workbench.of("uk", KEY).state == "reviewed"
    (past,) = workbench.history("uk", KEY)
    assert (past.reviewer, past.kept.written_by) == ("Oksana Kovalenko", hala.id)


def test_nobody_reads_through_what_she_wrote_herself(hala: Somebody) -> None:
    says(hala, HELP, UKRAINIAN)
    with pytest.raises(OwnWording):
        reads_through(hala, HELP)
    assert workbench.of("uk", KEY).state == "unreviewed"


def test_one_named_person_is_enough_for_a_shipped_text(hala: Somebody) -> None:
    shipped = workbench.of("uk", KEY).forms
    reads_through(hala, HELP)
    (past,) = workbench.history("uk", KEY)
    assert (past.kept.forms, past.kept.written_by, past.reviewer) == (shipped, None, "Hala Nasser")
    assert workbench.counted("uk")["reviewed"] == 1 and words("uk").say(HELP) == shipped[0]


def test_said_anew_it_has_to_be_read_anew(hala: Somebody, oksana: Somebody, clock: FrozenClock) -> None:
    reads_through(oksana, HELP)
    clock.move(A_MOMENT)
    says(hala, HELP, UKRAINIAN)
    assert workbench.of("uk", KEY).state == "unreviewed"
    assert workbench.history("uk", KEY)[0].kept.forms == (UKRAINIAN,)


def test_what_was_changed_meanwhile_is_not_read_through(hala: Somebody, oksana: Somebody) -> None:
    """She read one text; another one stands there when she says that it is right."""
    seen = workbench.of("uk", KEY).seen
    says(hala, HELP, UKRAINIAN)
    with pytest.raises(SaidAnew):
        workbench.review(code="uk", digest=KEY, seen=seen, actor=oksana.actor)
    assert workbench.counted("uk")["reviewed"] == 0


def test_an_old_wording_is_shown_with_the_text_that_took_its_place(hala: Somebody, clock: FrozenClock) -> None:
    an_old_wording("Her kan du altid ringe", "Сюди дзвонять")
    an_old_wording("Zzz qqq xxx", "Щось")
    first, second = workbench.outdated("uk")
    assert first.now is not None and first.now.danish == (HELP,) and first.forms == ("Сюди дзвонять",)
    assert second.now is None
    clock.move(A_MOMENT)
    says(hala, HELP, UKRAINIAN)
    assert [one.danish for one in workbench.outdated("uk")] == ["Zzz qqq xxx"]


def test_a_text_with_plural_forms_wants_all_of_them(hala: Somebody) -> None:
    counted = next(one for one in sources("uk").values() if len(one.danish) == 2 and one.danish[1].count("%(") == 1)
    assert workbench.wanted_forms("uk", counted) == 3
    with pytest.raises(PlaceholderBroken):
        says(hala, counted.danish[0], "a", "b", "c")
    says(hala, counted.danish[0], "%(n)s a", "%(n)s b", "%(n)s c")
    assert [words("uk").count(*counted.danish, n) for n in (1, 2, 5)] == ["1 a", "2 b", "5 c"]


def test_the_same_words_again_are_no_new_wording(hala: Somebody) -> None:
    says(hala, HELP, f"  {workbench.of('uk', KEY).forms[0]}\r\n")
    assert workbench.history("uk", KEY) == []


def test_the_next_text_is_of_the_same_place_and_not_read_through(hala: Somebody, oksana: Somebody) -> None:
    following = workbench.following("uk", KEY)
    assert following is not None and workbench.of("uk", following).source.place == "pages"
    reads_through(hala, workbench.of("uk", following).source.danish[0])
    assert workbench.following("uk", KEY) not in (following, KEY, None)


@pytest.mark.parametrize(("code", "digest"), [("da", KEY), ("xx", KEY), ("uk", "0" * 16), ("uk", "")])
def test_what_is_not_there_is_not_found(runtime: Runtime, hala: Somebody, code: str, digest: str) -> None:
    with pytest.raises(NotFound):
        workbench.save(code=code, digest=digest, forms=["x"], actor=hala.actor)
    with pytest.raises(NotFound):
        workbench.review(code=code, digest=digest, seen="", actor=hala.actor)


def test_every_change_stands_in_the_audit_about_no_citizen(hala: Somebody, oksana: Somebody) -> None:
    says(hala, HELP, UKRAINIAN)
    reads_through(oksana, HELP)
    with reading() as db:
        lines = db.execute(select(AuditLine.event, AuditLine.actor_id, AuditLine.citizen_id).order_by(AuditLine.event))
        made = [tuple(line) for line in lines if line.event.startswith("wording.")]
    assert made == [("wording.reviewed", oksana.id, None), ("wording.written", hala.id, None)]
