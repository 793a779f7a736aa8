"""An administrator offers languages: among those whose texts are here, at once, and the same for everybody."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.cli.doctor_safety import safety_check
from companion.foundation import choices
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from companion.language import offered
from companion.language.offered import offered_codes
from tests.house import tree
from tests.people import a_citizen, signed_in, staff

ADDRESS = "/admin/languages"


@pytest.fixture
def ole(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("administrator"))


def offers(browser: FlaskClient, *codes: str) -> int:
    return browser.post(ADDRESS, data={"language": list(codes)}).status_code


def page_for(client: FlaskClient, asked: str) -> str:
    """What a stranger with this browser reads."""
    return client.application.test_client().get("/help", headers={"Accept-Language": asked}).text


def test_it_works(client: FlaskClient, ole: FlaskClient) -> None:
    assert '<html lang="da"' in page_for(client, "ti")
    assert offers(ole, "ti", "en") == 303
    assert offered_codes() == ("da", "en", "ti")
    assert '<html lang="ti"' in page_for(client, "ti") and '<html lang="da"' in page_for(client, "uk")
    with reading() as db:
        about = db.scalars(select(AuditLine.about).where(AuditLine.event == "languages.chosen")).one()
    (stands,) = choices.standing(offered.ABOUT)
    assert stands.id == about and stands.chosen_by is not None


def test_the_page_shows_what_holds_and_danish_stays(ole: FlaskClient) -> None:
    offers(ole, "pl")
    html = ole.get(ADDRESS).text
    checked = re.findall(r'name="language" value="(\w+)" checked', html)
    assert checked == ["da", "pl"] and "Kommunens eget valg" in html


def test_the_same_as_in_the_settings_is_no_choice(ole: FlaskClient) -> None:
    offers(ole, "pl")
    offers(ole, "uk", "ar", "en")
    assert not offered.is_chosen() and offered_codes() == ("da", "en", "ar", "uk")
    assert "Kommunens eget valg" not in ole.get(ADDRESS).text


@pytest.mark.parametrize("code", ["xx", "ti", ""])
def test_a_language_without_texts_is_refused(ole: FlaskClient, without_tigrinya: None, code: str) -> None:
    answer = ole.post(ADDRESS, data={"language": ["en", code]})
    assert answer.status_code == 422 and "Vælg sprog fra listen" in answer.text and not offered.is_chosen()


def test_who_reads_another_language_goes_on_reading_it(client: FlaskClient, ole: FlaskClient) -> None:
    offers(ole, "en")
    browser = signed_in(client.application.test_client(), a_citizen("ar"))
    assert '<html lang="ar"' in browser.get("/me").text


def test_whom_it_concerns_sees_the_same(ole: FlaskClient) -> None:
    """What the doctor says, and the languages a name can be written in."""
    assert ", ar" in safety_check()[1] and 'name="name_ar"' in ole.get("/admin/units").text
    offers(ole, "ti")
    assert ", ar" not in safety_check()[1]
    html = ole.get("/admin/units").text
    assert 'name="name_ar"' not in html and 'name="name_ti"' in html


def test_unread_texts_about_safety_stay_the_operators_decision(ole: FlaskClient, runtime: Runtime) -> None:
    assert "Tekster om sikkerhed" not in ole.get(ADDRESS).text
    object.__setattr__(runtime, "config", runtime.config.model_copy(update={"unread_safety": ("ti",)}))
    offers(ole, "ti", "en")
    shown = {
        part[:2]: "Tekster om sikkerhed" in part for part in ole.get(ADDRESS).text.split('name="language" value="')
    }
    assert (shown["da"], shown["ti"], shown["en"]) == (False, False, True)


def test_nobody_reads_the_setting_past_the_choice() -> None:
    known = {"foundation/config.py", "language/offered.py"}
    code = tree.ROOT / "companion"
    found = {str(path.relative_to(code)) for path in code.rglob("*.py") if ".offered_languages" in path.read_text()}
    assert found - known == set()


def test_nobody_else_chooses(client: FlaskClient) -> None:
    for role in ("caseworker", "health-coordinator", "translator"):
        assert signed_in(client, staff(role)).post(ADDRESS, data={"language": ["en"]}).status_code in (403, 404)
    assert not offered.is_chosen()
