"""What a case asks for by law is another thing than sharing: law, consequence and letter stand with it."""

import uuid
from dataclasses import replace
from datetime import date

import pytest

from companion.consent import case_agreements
from companion.consent.case_agreements import AlreadyAnswered, LetterNeeded, Question
from companion.foundation import audit
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.people import Somebody, a_citizen, staff

ASKED = Question(
    what={"da": "Må vi hente oplysninger fra din læge?"},
    if_no={"da": "Så afgør vi sagen med det, vi har."},
    law="Retssikkerhedsloven § 11 a",
    letter_date=date(2026, 11, 16),
    letter_reference="26-11873",
)


@pytest.fixture
def peter(runtime: Runtime) -> Somebody:
    """A caseworker."""
    return staff("caseworker", name="Peter Dam")


def asked(citizen: Somebody, peter: Somebody) -> uuid.UUID:
    return case_agreements.ask(citizen=citizen.id, question=ASKED, actor=peter.actor)


def answer(citizen: Somebody, key: uuid.UUID, *, yes: bool = True) -> None:
    case_agreements.answer(agreement_id=key, yes=yes, language="da", actor=citizen.actor)


def test_it_works(peter: Somebody) -> None:
    jens = a_citizen(name="Jens Lauridsen")
    answer(jens, asked(jens, peter))
    (known,) = case_agreements.about(jens.id)
    assert (known.answer, known.law, known.withdrawn_at) == ("yes", ASKED.law, None)
    assert known.asked_by is not None and known.asked_by.name == "Peter Dam"
    events = {line.event for line in audit.lines_about(jens.id)}
    assert events == {"case-agreement.answered", "case-agreement.asked"}


@pytest.mark.parametrize(
    "left_out",
    [{"what": {"da": " "}}, {"if_no": {}}, {"law": ""}, {"letter_reference": " "}],
)
def test_no_duty_exists_only_here(peter: Somebody, left_out: dict[str, object]) -> None:
    question = replace(ASKED, **left_out)  # type: ignore[arg-type]
    with pytest.raises(LetterNeeded):
        case_agreements.ask(citizen=a_citizen().id, question=question, actor=peter.actor)


def test_a_citizen_asks_nobody(runtime: Runtime) -> None:
    jens = a_citizen()
    with pytest.raises(LetterNeeded):
        case_agreements.ask(citizen=jens.id, question=ASKED, actor=jens.actor)


def test_an_answer_stands(peter: Somebody) -> None:
    jens = a_citizen()
    key = asked(jens, peter)
    answer(jens, key, yes=False)
    with pytest.raises(AlreadyAnswered):
        answer(jens, key)
    assert case_agreements.about(jens.id)[0].answer == "no"


def test_a_yes_can_be_taken_back_once(peter: Somebody) -> None:
    jens = a_citizen()
    key = asked(jens, peter)
    answer(jens, key)
    for _ in range(2):
        case_agreements.withdraw(agreement_id=key, actor=jens.actor)
    assert case_agreements.about(jens.id)[0].withdrawn_at is not None
    assert [line.event for line in audit.lines_about(jens.id)].count("case-agreement.withdrawn") == 1


def test_nobody_answers_for_another(peter: Somebody) -> None:
    key = asked(a_citizen(), peter)
    for other in (a_citizen(name="Nora Friis"), peter):
        with pytest.raises(NotFound):
            answer(other, key)


def test_another_unit_does_not_see_what_was_asked(peter: Somebody) -> None:
    jens = a_citizen()
    asked(jens, peter)
    assert len(case_agreements.about(jens.id, unit=peter.unit)) == 1
    assert case_agreements.about(jens.id, unit=uuid.uuid4()) == []
