"""The own copy: everything about her and nobody else, in words, in her language beside Danish, and as JSON."""

import json
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import LargeBinary, Table, Uuid

from companion.checkins.instruments import wording
from companion.consent.purposes import PURPOSES
from companion.foundation import audit
from companion.foundation.runtime import Runtime
from companion.language.table import language
from companion.me import own_copy
from companion.me.own_copy_labels import FROM_OUTSIDE, LABELS
from companion.me.own_copy_lines import lines_of, sections
from companion.me.own_copy_sections import SECTIONS
from companion.me.own_copy_values import VALUES
from companion.migrations.metadata import METADATA
from companion.sync.api_models import AppointmentIn, Body, LetterIn, MeasureIn, PurposeIn, RelationIn, SubGoalIn
from tests.me.a_whole_life import NAME, PHONE, Life, a_life, an_answer
from tests.people import a_citizen, signed_in
from tests.web.markup import elements

NOT_SHOWN = dict.fromkeys(  # left out of the copy by their rooms, each for its reason
    [
        "persona",
        "look_due",
        "series",
        "key",
        "next_due",
        "erased_at",
        "content_digest",
        "digest",
        "salt",
        "seal_number",
        "route",
        "vapid_kid",
        "also",  # the other meetings a piece of news tells of; they are all in it
        *["anchor", "anchor_at", "days"],  # what a message's time hangs on; the time itself is in it
        *[
            "pages",
            "here",
            "point",
            "block",
            "signal",
            "signalled_at",
            "code_made_at",
        ],  # of a talk while it goes on, then empty
        "moved",  # the keys of what a merge brought along; the rows themselves are in it
    ]
)
READ, TAKE = "/me/export/companion.html", "/me/export/companion.json"


def wording_of(code: str) -> str:
    found = wording("who5", code)
    assert found is not None
    return found.items[0]


def test_it_works(client: FlaskClient) -> None:
    life = a_life()
    signed_in(client, life.amina)
    answer = client.post(TAKE)
    told = json.loads(answer.data)
    assert (answer.status_code, told["format"], told["version"]) == (200, "companion-own-copy", 1)
    person, merged = told["rooms"]["accounts"]["person"]
    assert (person["name"], person["phone"]) == (merged["name"], merged["phone"]) == (NAME, PHONE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="companion.json"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_own_answers_are_opened(runtime: Runtime) -> None:
    (reading,) = own_copy.copy_of(a_life().id).rooms["checkins"]["reading"]
    assert reading["answers"] == {"happy": 5, "calm": 4, "active": 3, "rested": 2, "interest": 1}
    assert (reading["index"], reading["instrument"], reading["instrument_version"]) == (60, "who5", "1")


def test_what_both_say_about_her_progress_is_opened_and_named(runtime: Runtime) -> None:
    copy: Any = own_copy.copy_of(a_life().id).rooms["checkins"]
    told = {one["own_words"]: (one["rater"], one["ratings"][0]) for one in copy["indicator_reading"]}
    assert (told["Jeg sover bedre."][0], told["Jeg sover bedre."][1]["value"]) == (NAME, 4)
    rater, rating = told["Du er kommet langt."]
    assert (rater, rating["name"]["da"], rating["step"]["da"]) == ("Karen Holm", "Helbredet", "Svært")
    assert [one["indicator"] for one in copy["indicator_release"][0]["indicators"]] == ["health"]


def test_every_covered_table_of_a_whole_life_is_there(runtime: Runtime) -> None:
    life = a_life()
    for name, room in own_copy.ROOMS:
        assert set(room.export_of(life.id)) == set(room.TABLES), name


def test_moments_carry_their_zone(runtime: Runtime) -> None:
    for rows in own_copy.copy_of(a_life().id).tables().values():
        for row in rows:
            moments = [value for key, value in row.items() if value and (key == "at" or key.endswith("_at"))]
            assert all(datetime.fromisoformat(str(one)).tzinfo for one in moments)


def test_staff_and_units_stand_by_name(runtime: Runtime) -> None:
    copy = own_copy.copy_of(a_life().id)
    (relation,) = copy.rooms["caseload"]["relation"]
    assert (relation["staff"], relation["unit"]) == ("Karen Holm", {"da": "Jobafdelingen", "ar": "قسم العمل"})
    assert "staff_id" not in relation


def test_nobody_else_is_in_it(runtime: Runtime) -> None:
    life, other = a_life(), a_citizen(name="Selam Tesfay")
    an_answer(other)
    whole = json.dumps(own_copy.copy_of(life.id).plain())
    assert "Tesfay" not in whole and str(other.id) not in whole  # “Selam” alone is also a greeting


def test_no_secret_and_no_hash_is_in_it(runtime: Runtime) -> None:
    for table, rows in own_copy.copy_of(a_life().id).tables().items():
        for row in rows:
            assert not [key for key in row if "hash" in key or "secret" in key or "salt" in key], table


def test_every_table_has_a_heading_and_every_column_a_label() -> None:
    for _name, room in own_copy.ROOMS:
        for table in room.TABLES:
            nameless = [name for name in _shown(METADATA.tables[table]) if name not in LABELS | NOT_SHOWN]
            assert table in SECTIONS and not nameless, f"{table}: give {nameless} a label in own_copy_labels.py"


def test_what_another_system_wrote_is_read_in_words(runtime: Runtime) -> None:
    (entry,) = own_copy.copy_of(a_life().id).tables()["inbound_item"]
    (given,) = [line.value for line in lines_of(entry) if line.kind == "within"]
    title, day, letter = given
    assert (title.value, day.kind, letter.value[0].value) == ({"da": "Besøg"}, "day", "26-1")


@pytest.mark.parametrize("body", [RelationIn, PurposeIn, SubGoalIn, MeasureIn, AppointmentIn, LetterIn])
def test_every_field_of_another_system_has_a_label(body: type[Body]) -> None:
    assert set(body.model_fields) - {"person", "staff"} <= set(LABELS | FROM_OUTSIDE)


def test_every_purpose_of_consent_has_words() -> None:
    assert set(PURPOSES) <= set(VALUES["purpose"])
    assert {purpose.data_class for purpose in PURPOSES.values()} <= set(VALUES["data_class"])


def _shown(table: Table) -> list[str]:
    """The columns a person reads: no hash, no secret, no key of a row; people and units stand by name."""
    shown = [column for column in table.c if not column.name.endswith("_hash")]
    values = [one.name for one in shown if not isinstance(one.type, Uuid | LargeBinary)]
    links = {key.parent.name for key in table.foreign_keys if key.column.table.name in ("person", "unit")}
    return values + [name.removesuffix("_id") for name in links - {"citizen_id", "person_id"}]


def test_each_label_belongs_to_a_column() -> None:
    columns = {column.name for table in METADATA.tables.values() for column in table.c}
    shown = columns | {name.removesuffix("_id") for name in columns} | {"index"}
    assert set(LABELS) <= shown


@pytest.mark.parametrize("code", ["da", "ar"])
def test_one_file_in_her_language_and_danish(client: FlaskClient, code: str) -> None:
    life = a_life(code)
    signed_in(client, life.amina)
    html = client.post(READ).text
    whole, *_rest = elements(html, "html")
    cells = {(cell.get("lang"), cell.get("dir")) for cell in elements(html, "td")}
    assert (whole.get("lang"), whole.get("dir")) == (code, language(code).dir)
    assert cells == {("da", "ltr")} | ({("ar", "rtl")} if code == "ar" else set())
    assert NAME in html and "Karen Holm" in html and wording_of("da") in html
    assert ("محادثة" in html) == (code == "ar") and "Samtale" in html


def test_the_file_needs_no_connection(client: FlaskClient) -> None:
    signed_in(client, a_life("ar").amina)
    html = client.post(READ).text
    assert not [one for one in elements(html) if {"src", "href"} & set(one.attributes)]
    assert "url(" not in html and "@import" not in html and "http" not in html.replace("http-equiv", "")
    assert len(elements(html, "style")) == 1 and not elements(html, "script")


def test_what_she_is_called_is_text_not_markup(client: FlaskClient) -> None:
    signed_in(client, a_citizen(name="<script>alert(1)</script>\u202e"))
    html = client.post(READ).text
    assert "<script" not in html and "&lt;script&gt;" in html


def test_taking_a_copy_is_written_where_she_sees_it(client: FlaskClient) -> None:
    life = a_life()
    signed_in(client, life.amina)
    client.post(READ)
    client.post(TAKE)
    made = [(line.event, line.purpose) for line in audit.lines_about(life.id) if line.event == "export.made"]
    assert sorted(made) == [("export.made", "html"), ("export.made", "json")]


@pytest.mark.parametrize("path", ["/me/export", "/me/erase"])
def test_a_code_alone_opens_neither(client: FlaskClient, path: str) -> None:
    signed_in(client, a_citizen(), method="code")
    answer = client.get(path)
    assert answer.status_code == 403 and 'href="/sign-in/stronger"' in answer.text
    assert client.post(READ).status_code == client.post(TAKE).status_code == client.post("/me/erase").status_code == 403


def test_a_get_downloads_nothing(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert client.get(READ).status_code == client.get(TAKE).status_code == 405


def test_the_page_says_what_is_inside(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    html = client.get("/me/export").text
    assert [form.get("action") for form in elements(html, "form") if "export" in (form.get("action") or "")] == [
        READ,
        TAKE,
    ]
    told = {"".join(one.texts) for one in elements(html, "li")}  # a word of the glossary in one is a link
    assert set(SECTIONS.values()) <= told


def test_empty_tables_have_no_section(runtime: Runtime) -> None:
    copy = own_copy.copy_of(a_citizen().id)
    assert [table for table, _heading, _entries in sections(copy)] == ["person", "role"]


def test_a_life_has_a_row_in_every_old_table(runtime: Runtime) -> None:
    """Otherwise the tests of erasure would prove nothing."""
    life: Life = a_life()
    tables = own_copy.copy_of(life.id).tables()
    assert not [
        name for name, rows in tables.items() if not rows and name not in ("delivery", "opaque_key", "outside_identity")
    ]
