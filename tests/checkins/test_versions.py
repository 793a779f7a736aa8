"""An installation's own wording counts at once, and an answer stays what it was, whenever the phone comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from companion.checkins import answers, wordings
from companion.checkins import service as checkins
from companion.checkins.instruments import Wording, shipped
from companion.checkins.wording_checks import WordingFault
from companion.foundation.audit import AuditLine
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import a_citizen, signed_in, staff
from tests.phone import check_in, phone_of, send
from tests.web.markup import elements

ITEMS = tuple(f"Твердження {number}" for number in range(5))
ANSWERS = tuple(f"Відповідь {number}" for number in range(6))


def of(language: str, **changed: object) -> Wording:
    found = shipped("who5", language)
    assert found is not None
    return replace(found, imported=True, **changed)  # type: ignore[arg-type]


def ukrainian(version: str = "1", **changed: object) -> Wording:
    whole = {"status": "official", "instruction": "За два тижні", "items": ITEMS, "answers": ANSWERS, **changed}
    return of("uk", version=version, **whole)


def bring_in(found: Wording) -> None:
    wordings.bring_in(found, actor=staff("administrator", name="Ole Brandt").actor)


def test_it_works(runtime: Runtime) -> None:
    assert checkins.usable_wording("who5", "uk") is None
    bring_in(ukrainian())
    assert checkins.usable_wording("who5", "uk") == ukrainian()


def test_an_import_counts_before_what_is_shipped_and_the_newest_of_them(runtime: Runtime, clock: FrozenClock) -> None:
    for version in ("2", "10"):
        bring_in(of("da", version=version, instruction=f"Udgave {version}"))
        clock.move(timedelta(days=1))
    usable = checkins.usable_wording("who5", "da")
    assert usable is not None and (usable.version, usable.instruction) == ("10", "Udgave 10")


@pytest.mark.parametrize("version", ["0", "1", "0.9"])
def test_a_changed_letter_without_a_higher_version_is_refused(runtime: Runtime, version: str) -> None:
    with pytest.raises(WordingFault, match="raise it, for example to 2"):
        bring_in(of("da", version=version, instruction="Et andet bogstav"))
    assert checkins.usable_wording("who5", "da") == shipped("who5", "da")


def test_the_same_letters_may_be_checked_without_a_new_version(runtime: Runtime) -> None:
    bring_in(of("da", checked=True, source="WHO's PDF, page 2"))
    usable = checkins.usable_wording("who5", "da")
    assert usable is not None and (usable.version, usable.checked, usable.imported) == ("1", True, True)


def test_an_unofficial_import_waits_for_its_switch(runtime: Runtime) -> None:
    bring_in(ukrainian(status="unofficial"))
    assert checkins.usable_wording("who5", "uk") is None
    ole = staff("administrator")
    checkins.switch_on_wording(instrument="who5", language="uk", person=ole.id, actor=ole.actor)
    assert checkins.usable_wording("who5", "uk") == ukrainian(status="unofficial")


def test_an_import_switches_off_what_another_text_had_switched_on(runtime: Runtime) -> None:
    ole = staff("administrator")
    checkins.switch_on_wording(instrument="who5", language="ar", person=ole.id, actor=ole.actor)
    bring_in(of("ar", version="2", instruction="تعليمات أخرى"))
    assert checkins.usable_wording("who5", "ar") is None


def test_it_is_written_down_who_did_it(runtime: Runtime) -> None:
    bring_in(ukrainian())
    with reading() as db:
        lines = select(AuditLine.citizen_id, AuditLine.purpose, AuditLine.actor_role)
        (line,) = db.execute(lines.where(AuditLine.event == "wording.imported")).all()
    assert tuple(line) == (None, "uk 1", "administrator")


def test_the_difference_is_line_by_line(runtime: Runtime) -> None:
    new = of("da", version="2", answers=(*of("da").answers[:5], "Slet ikke"))
    told = wordings.difference(new)
    assert "- answer 0: På intet tidspunkt" in told and "+ answer 0: Slet ikke" in told
    assert "  statement 2: ... har jeg følt mig rolig og afslappet" in told
    assert wordings.difference(of("da")) == []


def test_an_old_form_on_a_phone_stays_valid(client: FlaskClient) -> None:
    """Sealed under version 1; meanwhile version 2 came in. Replayed, it is the same answer."""
    amina = a_citizen()
    signed_in(client, amina)
    item = phone_of(amina).seal(check_in())
    bring_in(of("da", version="2", instruction="En ny udgave"))
    assert [send(client, item).status_code, send(client, item).status_code] == [201, 200]
    assert checkins.history(amina.id)[0].instrument_version == "1"


def test_a_page_left_open_is_kept_in_the_version_it_showed(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    fields = {one.get("name"): one.get("value") for one in elements(client.get("/check-in").text, "input")}
    bring_in(of("da", version="2", instruction="En ny udgave"))
    chosen = dict.fromkeys(("happy", "calm", "active", "rested", "interest"), "3")
    client.post("/check-in", data={"key": fields["key"], "wording": fields["wording"], **chosen})
    assert checkins.history(amina.id)[0].instrument_version == "1"


CHOSEN = dict.fromkeys(("happy", "calm", "active", "rested", "interest"), "3")


@pytest.mark.parametrize("wording", ["da 7", "ar 1", "xx 1", "da", "../da 1", " " * 300])
def test_a_version_nobody_was_shown_comes_back_with_todays_and_every_choice(client: FlaskClient, wording: str) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    answer = client.post("/check-in", data={"wording": wording, **CHOSEN})
    assert answer.status_code == 422 and "Spørgsmålene er ændret" in answer.text
    assert len([one for one in elements(answer.text, "input") if "checked" in one.attributes]) == 5
    assert not checkins.history(amina.id)
    (shown,) = [one.get("value") for one in elements(answer.text, "input") if one.get("name") == "wording"]
    assert client.post("/check-in", data={"wording": shown, **CHOSEN}).status_code == 303
    (kept,) = checkins.history(amina.id)
    assert (kept.language, kept.instrument_version) == ("da", "1")


def test_a_page_from_before_versions_counts_as_todays(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina).post("/check-in", data=CHOSEN)
    assert checkins.history(amina.id)[0].instrument_version == "1"


@pytest.mark.parametrize("version", ["7", "1.5", "nonsense", "-1"])
def test_a_sealed_answer_to_unknown_questions_waits_for_a_person(client: FlaskClient, version: str) -> None:
    """422: the phone keeps it where she sees it, and once the wording is here it is taken."""
    amina = a_citizen()
    signed_in(client, amina)
    item = phone_of(amina).seal(check_in(instrument_version=version))
    answer = send(client, item)
    assert (answer.status_code, answer.json and answer.json["error"]) == (422, "UnknownWording")
    assert not checkins.history(amina.id)
    if version == "7":
        bring_in(of("da", version="7", instruction="En ny udgave"))
        assert send(client, item).status_code == 201
        assert checkins.history(amina.id)[0].instrument_version == "7"


def test_an_upgrade_between_two_imports_keeps_each_answer_in_what_was_shown(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    bring_in(of("da", version="2", instruction="Udgave 2"))
    item = phone_of(amina).seal(check_in(instrument_version="2"))
    bring_in(of("da", version="3", instruction="Udgave 3"))
    assert send(client, item).status_code == 201
    assert checkins.history(amina.id)[0].instrument_version == "2"


def test_what_an_earlier_release_shipped_is_still_known(runtime: Runtime) -> None:
    """Below the shipped version: its letters are gone, its number is not."""
    known = wordings.shown_version("who5", "da", "0.9")
    assert known is not None and known.version == "0.9"
    assert wordings.shown_version("who5", "da", "1.1") is None and wordings.shown_version("who5", "uk", "0.9") is None


def test_an_answer_in_an_imported_language_is_taken_from_a_phone(runtime: Runtime) -> None:
    amina = a_citizen("uk")
    item = phone_of(amina).seal(check_in(language="uk"))
    bring_in(ukrainian())
    answers.take_in_sealed(item, actor=amina.actor)
    assert checkins.history(amina.id)[0].language == "uk"
