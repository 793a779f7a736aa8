"""Consent texts are versioned per language, approved by a unit, and say that a no costs nothing."""

import uuid

import pytest
from sqlalchemy import func, select, update

from companion.consent import service as consent
from companion.consent.purposes import PURPOSES, WHO5_INDEX
from companion.consent.records import TextApproval
from companion.consent.texts import ConsentText, consent_text, languages_of
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.people import a_unit, approved, staff

EVERY_TEXT = [(purpose, language) for purpose in PURPOSES for language in languages_of(purpose)]


def test_it_works(runtime: Runtime) -> None:
    unit = a_unit()
    approved(unit)
    assert consent.can_take(purpose=WHO5_INDEX, language="da", unit=unit)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_languages_of_the_pilot_have_a_text(purpose: str) -> None:
    assert {"da", "en", "ar", "uk"} <= set(languages_of(purpose))


@pytest.mark.parametrize(("purpose", "language"), EVERY_TEXT)
def test_a_text_says_everything(purpose: str, language: str) -> None:
    text = consent_text(purpose, language)
    assert text is not None and text.version >= 1
    assert all(getattr(text, field) for field in ConsentText.__dataclass_fields__)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_language_has_the_version_of_the_danish_text(purpose: str) -> None:
    versions = {found.version for one in languages_of(purpose) if (found := consent_text(purpose, one))}
    assert len(versions) == 1


def test_a_language_without_a_text_has_none() -> None:
    assert consent_text(WHO5_INDEX, "xx") is None


def test_approving_twice_is_approving_once(runtime: Runtime) -> None:
    unit = a_unit()
    approved(unit)
    approved(unit)
    with reading() as db:
        assert db.execute(select(func.count()).select_from(TextApproval)).scalar_one() == 1


def test_a_text_that_is_not_there_cannot_be_approved(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        approved(a_unit(), language="xx")


def test_a_new_version_needs_a_new_approval(runtime: Runtime) -> None:
    """What was approved is the version before the one that ships now."""
    unit = a_unit()
    approved(unit)
    with transaction() as session:
        session.execute(update(TextApproval).values(text_version=0))
    assert not consent.can_take(purpose=WHO5_INDEX, language="da", unit=unit)
    approved(unit)
    assert consent.can_take(purpose=WHO5_INDEX, language="da", unit=unit)


def test_who_approved_is_kept(runtime: Runtime) -> None:
    unit: uuid.UUID = a_unit()
    ole = staff("administrator", unit, name="Ole Brandt")
    consent.approve_text(purpose=WHO5_INDEX, language="ar", unit=unit, person=ole.id, actor=ole.actor)
    with reading() as db:
        row = db.execute(select(TextApproval.__table__)).one()
    assert (row.person_id, row.unit_id, row.language, row.text_version) == (ole.id, unit, "ar", 1)
