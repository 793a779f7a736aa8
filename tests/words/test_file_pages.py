"""A translator takes a language home as a file and sends it back; a broken file is told line by line."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from companion.language.overlays import digest_of
from companion.words import po_files, workbench
from tests.people import signed_in, staff
from tests.web.markup import by_id
from tests.words.worded import HELP, UKRAINIAN

IN = "/words/uk/import"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def translator(client: FlaskClient) -> FlaskClient:
    return signed_in(client, staff("translator", name="Hala Nasser"))


def sends(client: FlaskClient, content: bytes, at: str = IN) -> tuple[int, str]:
    answer = client.post(at, data={"file": (BytesIO(content), "uk.po")}, content_type="multipart/form-data")
    return answer.status_code, answer.location or answer.text


def entry(danish: str, said: str) -> str:
    return f'msgid "{danish}"\nmsgstr "{said}"\n'


def test_it_works(translator: FlaskClient) -> None:
    answer = translator.get("/words/fa_AF/companion.po")
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].endswith('"companion-prs.po"')
    assert answer.headers["Cache-Control"] == "no-store" and answer.text.startswith("# Companion:")
    status, at = sends(translator, (HEAD + entry(HELP, UKRAINIAN)).encode())
    assert (status, at) == (303, "/words/uk?state=unreviewed&saved=1")
    assert by_id(translator.get(at).text, "saved") is not None
    assert workbench.of("uk", digest_of(HELP)).forms == (UKRAINIAN,)


def test_a_broken_file_is_told_with_its_lines(translator: FlaskClient) -> None:
    status, html = sends(translator, (HEAD + entry("Læst igennem %(day)s", "Прочитано") + entry(HELP, "x")).encode())
    assert status == 422 and by_id(html, "faults") is not None
    assert "Linje 5" in html and "%(day)s" in html
    assert workbench.of("uk", digest_of(HELP)).forms != ("x",)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"hej"])
def test_what_is_no_po_file_is_told_in_a_sentence(translator: FlaskClient, content: bytes) -> None:
    status, html = sends(translator, content)
    assert status == 422 and 'href="#file"' in html


def test_no_file_at_all_is_told_too(translator: FlaskClient) -> None:
    assert translator.post(IN, data={}).status_code == 422


def test_the_file_of_another_language_is_told_apart(translator: FlaskClient) -> None:
    head = HEAD.rstrip() + '\n"Language: ar\\n"\n\n'
    status, html = sends(translator, (head + entry(HELP, "x")).encode())
    assert status == 422 and "et andet sprog" in html


def test_a_file_larger_than_any_language_is_refused(translator: FlaskClient) -> None:
    status, _html = sends(translator, b"#" * (po_files.MOST_BYTES + 1))
    assert status in (413, 422)
