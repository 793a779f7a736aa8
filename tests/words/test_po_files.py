"""A language leaves as a standard PO file and comes back; a broken one is refused with its lines, and nothing saved."""

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.language.overlays import digest_of
from companion.words import po_files, workbench
from companion.words.po_files import BrokenFile, NotAPoFile, OtherLanguage
from tests.people import Somebody, staff
from tests.words.worded import HELP, UKRAINIAN

KEY = digest_of(HELP)
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def hala(runtime: Runtime) -> Somebody:
    return staff("translator", name="Hala Nasser")


def takes_in(hala: Somebody, body: str | bytes, code: str = "uk") -> int:
    text = body if isinstance(body, bytes) or body.startswith(HEAD.rstrip()) else HEAD + body
    content = text if isinstance(text, bytes) else text.encode()
    return po_files.take_in(code=code, content=content, actor=hala.actor)


def changed(code: str = "uk", **said: str) -> bytes:
    """The export with some texts said otherwise, saved by a standard tool."""
    catalogue = read_po(BytesIO(po_files.written(code)))
    for message in catalogue:
        if message.id == HELP:
            message.string = said["help"]
    target = BytesIO()
    write_po(target, catalogue)  # wraps its lines, as most tools do
    return target.getvalue()


def entry(danish: str, said: str) -> str:
    return f'msgid "{danish}"\nmsgstr "{said}"\n\n'


@pytest.mark.parametrize("code", ["ar", "fa_AF"])
def test_out_and_in_again_changes_nothing(hala: Somebody, code: str) -> None:
    assert takes_in(hala, changed(code, help=workbench.of(code, KEY).forms[0]), code) == 0


def test_a_standard_tool_reads_every_text(runtime: Runtime) -> None:
    catalogue = read_po(BytesIO(po_files.written("ar")), abort_invalid=True)
    texts = workbench.texts("ar")
    assert len(catalogue) == len(texts) and catalogue.num_plurals == 6
    assert {message.auto_comments[0] for message in catalogue if message.id} >= {"pages", "glossary"}
    assert [fault for message in catalogue for fault in message.check(catalogue) if message.id and message.string] == []
    write_mo(BytesIO(), catalogue)


def test_a_changed_text_is_taken_in(hala: Somebody) -> None:
    assert takes_in(hala, changed(help=UKRAINIAN)) == 1
    assert workbench.of("uk", KEY).forms == (UKRAINIAN,)
    assert workbench.history("uk", KEY)[0].kept.written_by == hala.id


def test_what_is_unsure_unknown_or_empty_is_left_alone(hala: Somebody) -> None:
    body = f"#, fuzzy\n{entry(HELP, UKRAINIAN)}" + entry("Står ikke i appen", "Немає") + entry("Ja", "")
    assert takes_in(hala, body) == 0


@pytest.mark.parametrize(
    ("danish", "said", "fault"),
    [
        ("Læst igennem %(day)s", "Прочитано", "Disse pladser"),
        ("Læst igennem %(day)s", "Прочитано %(dag)s", "Disse pladser"),
        (HELP, "<b>Сюди</b> дзвонять", "Tegnene <"),
        (HELP, "Сюди \u202eдзвонять", "usynligt tegn"),
        (HELP, "x" * 4_001, "for lang"),
    ],
)
def test_a_broken_text_is_refused_with_its_line_and_nothing_saved(
    hala: Somebody, danish: str, said: str, fault: str
) -> None:
    good = entry("Ja", "Авжеж") if danish != "Ja" else ""
    body = good + entry(danish, said)
    with pytest.raises(BrokenFile) as refused:
        takes_in(hala, body)
    (found,) = refused.value.faults
    lines = (HEAD + body).splitlines()
    assert found.line == lines.index(f'msgid "{danish}"') + 1 and fault in found.sentence
    assert workbench.of("uk", digest_of("Ja")).forms != ("Авжеж",)


def test_every_fault_is_told_up_to_twenty(hala: Somebody) -> None:
    texts = [text.source.danish[0] for text in workbench.texts("uk").values() if len(text.source.danish) == 1]
    plain = [danish for danish in texts if '"' not in danish and "\n" not in danish and "\\" not in danish][:25]
    with pytest.raises(BrokenFile) as refused:
        takes_in(hala, "".join(entry(danish, "<i>") for danish in plain))
    assert len(refused.value.faults) == po_files.SHOWN_FAULTS


def test_another_number_of_forms_is_refused(hala: Somebody) -> None:
    one, many = next(text.source.danish for text in workbench.texts("uk").values() if len(text.source.danish) == 2)
    body = f'msgid "{one}"\nmsgid_plural "{many}"\nmsgstr[0] "{many}"\nmsgstr[1] "{many}"\n'
    with pytest.raises(BrokenFile) as refused:
        takes_in(hala, body)
    assert "antal former" in refused.value.faults[0].sentence and refused.value.faults[0].words == {"forms": 3}


def test_a_line_that_is_no_po_is_named(hala: Somebody) -> None:
    with pytest.raises(BrokenFile) as refused:
        takes_in(hala, entry("Ja", "Так") + "her er noget andet\n")
    assert refused.value.faults[0].line == (HEAD + entry("Ja", "Так")).count("\n") + 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b'<html lang="da"></html>',
        (HEAD + entry("Ja", "Ну")).encode("utf-16"),
        (HEAD + entry("Ja", "Hér")).encode("latin-1"),
        b"PK\x03\x04",
    ],
)
def test_what_is_no_po_file_in_utf_8_is_refused(hala: Somebody, content: bytes) -> None:
    with pytest.raises((NotAPoFile, BrokenFile)):
        takes_in(hala, content)


def test_a_file_larger_than_any_language_is_refused_unread(hala: Somebody) -> None:
    with pytest.raises(NotAPoFile):
        takes_in(hala, b"#" * (po_files.MOST_BYTES + 1))


def test_the_file_of_another_language_is_refused(hala: Somebody) -> None:
    with pytest.raises(OtherLanguage):
        takes_in(hala, HEAD.rstrip() + '\n"Language: fa\\n"\n\n' + entry("Ja", "بله"), "fa_AF")


def test_a_language_of_none_of_ours_has_no_file(runtime: Runtime) -> None:
    for code in ("da", "xx"):
        with pytest.raises(NotFound):
            po_files.written(code)


def test_a_catalogue_without_texts_is_none(hala: Somebody) -> None:
    target = BytesIO()
    write_po(target, Catalog(locale="uk"))
    with pytest.raises(NotAPoFile):
        takes_in(hala, target.getvalue())
