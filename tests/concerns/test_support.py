"""`/support-at-work`: whom to ask and what there is, for everybody, dated, in every language."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion.concerns import support
from companion.foundation import runtime as runtimes
from companion.foundation.config import WrongSetting
from companion.foundation.runtime import Runtime
from companion.plan.rules import duty_words
from tests.clock import FrozenClock
from tests.help.test_lines import with_settings
from tests.people import a_citizen, a_unit, signed_in
from tests.programmes.test_templates import LIX_LIMIT, lix
from tests.web.markup import elements, without_word_links

PAGE = "/support-at-work"


@pytest.mark.parametrize("language", ["da", "en", "ar", "uk"])
def test_it_works(client: FlaskClient, language: str) -> None:
    answer = client.get(PAGE, headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["Companion-Keep"]) == (200, "anyone")
    for scheme in support.schemes():
        told = without_word_links(answer.text)
        assert scheme.title[language] in told and scheme.about[language] in told
    assert 'href="tel:72000005"' in answer.text and 'datetime="2026-11-22"' in answer.text


def test_two_taps_from_the_plan(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert f'href="{PAGE}"' in client.get("/plan").text


def test_an_old_number_says_so(client: FlaskClient, clock: FrozenClock) -> None:
    assert "data-stale" not in client.get(PAGE).text
    clock.move(timedelta(days=support.VERIFY_EVERY_DAYS + 1))
    assert "data-stale" in client.get(PAGE).text


def test_where_nobody_is_named_the_municipality_is_called(runtime: Runtime) -> None:
    with runtimes.bound(with_settings(runtime, municipality="Andetsteds")):
        assert support.key_person() is None


def test_a_file_that_cannot_be_used_stops_with_a_sentence(runtime: Runtime, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[[contact]]\nnumber = 1\n")
    with runtimes.bound(with_settings(runtime, support_file=own)), pytest.raises(WrongSetting):
        support.schemes()


def test_the_words_are_easy_and_promise_nothing(runtime: Runtime) -> None:
    a_unit()
    every = [text for one in support.schemes() for text in (one.title, one.about)]
    assert lix(text["da"] for text in every) <= LIX_LIMIT and not [word for text in every for word in duty_words(text)]
    assert all(word in one.about["da"] for one in support.schemes() for word in ["pørg"])


def test_every_text_says_its_law_and_day(client: FlaskClient) -> None:
    html = client.get(PAGE).text
    assert html.count("Lov: ") == len(support.schemes())
    assert len([one for one in elements(html, "time") if one.get("datetime") == "2026-11-27"]) == len(support.schemes())
