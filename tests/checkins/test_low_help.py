"""The help after a low number is text about safety: signed or marked, Danish beside what nobody has read through."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion.app.factory import create_app
from companion.checkins import low_help
from companion.foundation.runtime import Runtime
from companion.language.reviews import Review
from tests.me.a_release import answered
from tests.people import a_citizen, signed_in, staff
from tests.web.markup import by_id, main_of
from tests.words.worded import reads_through

LOW, GOOD = (1, 1, 1, 1, 1), (5, 5, 5, 5, 5)
TALK, DANGER = low_help.SENTENCES["talk"], low_help.SENTENCES["danger"]
UNSIGNED = "En fagperson har ikke skrevet under"


def result(client: FlaskClient, code: str, chosen: tuple[int, ...] = LOW) -> str:
    reader = a_citizen(code)
    signed_in(client, reader)
    answered(reader, chosen)
    return main_of(client.get("/check-in/result").text)


def test_danish_stands_beside_what_nobody_has_read_through(client: FlaskClient) -> None:
    html = result(client, "ar")
    for key, danish in low_help.SENTENCES.items():
        assert f'<span class="danish" lang="da" dir="ltr">{danish}</span>' in html, key
        assert low_help.low_help("ar").texts[key]["ar"] in html
    assert html.count('class="row safety"') == 3


def test_a_reader_of_danish_reads_it_once(client: FlaskClient) -> None:
    html = result(client, "da")
    assert html.count(TALK) == 1 and 'class="danish"' not in html and html.count(UNSIGNED) == 1


def test_a_good_number_says_who_reads_it_and_no_more(client: FlaskClient) -> None:
    html = result(client, "da", GOOD)
    assert DANGER in html and TALK not in html and UNSIGNED in html


def test_live_it_is_danish_until_the_municipality_switches_it_on_or_somebody_reads_it(runtime: Runtime) -> None:
    object.__setattr__(runtime, "config", runtime.config.model_copy(update={"unread_safety": ()}))
    client = create_app(runtime.config, ground=runtime).test_client()
    arabic = low_help.low_help("ar").texts["talk"]["ar"]
    html = result(client, "ar")
    assert arabic not in html and TALK in html and html.count("mark") > 1
    reads_through(staff("translator"), TALK, code="ar")
    html = result(client, "ar")
    assert arabic in html and TALK not in html


@pytest.mark.parametrize("path", ["/check-in", "/check-in/blank", "/check-in/assisted"])
def test_the_form_holds_the_same_for_a_phone_without_a_connection(client: FlaskClient, path: str) -> None:
    signed_in(client, a_citizen("en"))
    form = by_id(client.get(path).text, "own-result")
    assert form is not None and TALK in form.text and DANGER in form.text


def test_who_has_signed_is_told(tmp_path: Path) -> None:
    file = tmp_path / "low_help.toml"
    file.write_text('[review]\nrole = "Læge"\non = 2026-11-02\nsource = "WHO"\n', encoding="utf-8")
    assert low_help.review_in(file) == Review("Læge", "2026-11-02", "WHO")
    file.write_text('[review]\nrole = "Læge"\n', encoding="utf-8")
    with pytest.raises(KeyError):
        low_help.review_in(file)
