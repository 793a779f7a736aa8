"""Where recordings are heard: beside today's words and no others, never by themselves, and in parts if asked."""

import pytest
from flask.testing import FlaskClient

from companion.checkins import aloud as check_ins
from companion.checkins.instruments import wording
from companion.consent import aloud as consents
from companion.language import sounds, spoken
from companion.programmes import open_course, recordings
from tests.concerns.worried import a_coordinator, advises, approves, worries
from tests.language.test_spoken import WEBM
from tests.me.test_sharing import SHARING
from tests.people import MADE_BY, a_citizen, a_unit, approved, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements, main_of

SOUND = "/spoken/{}"


def heard(html: str) -> list[str]:
    """What the players of a page would play; none of them does so by itself."""
    players = elements(html, "audio")
    assert all((one.get("preload"), one.get("autoplay")) == ("none", None) for one in players)
    return [one.get("src") or "" for one in players]


def kept(piece: str, words: tuple[str, ...], language: str = "da", sound: bytes = WEBM) -> str:
    made = spoken.store(piece=piece, language=language, words=words, sound=sound, actor=MADE_BY)
    return SOUND.format(made)


def test_a_statement_of_the_check_in_has_its_own_voice(client: FlaskClient) -> None:
    quoted = wording("who5", "da")
    assert quoted is not None
    words = check_ins.pieces(quoted)
    assert [words["check-in/who5/happy"][0], words["check-in/who5/calm"][0]] == [quoted.instruction, quoted.items[1]]
    calm = kept("check-in/who5/calm", words["check-in/who5/calm"])
    signed_in(client, a_citizen())
    html = client.get("/check-in").text
    assert heard(html) == [calm] and heard(client.get("/check-in/assisted").text) == []
    fieldset = html.partition('id="calm"')[2].partition("</fieldset>")[0]
    assert f'{calm}" data-kept' in fieldset and "player" in html.partition("</head>")[0]


def test_another_version_of_a_statement_is_silent(client: FlaskClient) -> None:
    kept("check-in/who5/calm", ("Jeg har været rolig",))
    signed_in(client, a_citizen())
    html = client.get("/check-in").text
    assert heard(html) == [] and "player" not in html.partition("</head>")[0]


def test_a_consent_text_is_heard_in_its_language(client: FlaskClient) -> None:
    made = kept("consent/who5-index", consents.pieces_in("ar")["consent/who5-index"], "ar")
    approved(a_unit(), language="ar")
    signed_in(client, a_citizen("ar"))
    assert heard(client.get(SHARING).text) == [made]
    signed_in(client, a_citizen("da"))
    assert heard(client.get(SHARING).text) == []


def test_what_sharing_an_advice_means_is_heard_before_the_yes(client: FlaskClient) -> None:
    amina, hanne = a_citizen(), a_coordinator()
    approves(responsible_for(amina))
    concern = worries(amina)
    advises(hanne, concern)
    signed_in(client, amina)
    at = f"/concerns/{concern}"
    assert heard(client.get(at).text) == [] and "data-read" in main_of(client.get(at).text)
    made = kept("consent/concern-advice", consents.pieces_in("da")["consent/concern-advice"])
    html = client.get(at).text
    assert heard(html) == [made] and "player." in html.partition("</head>")[0]
    told = next(one for one in elements(html, "div") if "data-text" in one.attributes)
    assert told.text == " ".join(consents.pieces_in("da")["consent/concern-advice"])


def test_the_notice_is_heard_until_a_word_of_it_changes(client: FlaskClient) -> None:
    words = tuple(one.text for one in elements(_read_by(client, "translator"), "p"))
    made = kept("privacy", words)
    client.delete_cookie("companion")
    page = client.get("/privacy")
    assert heard(page.text) == [made] and page.headers["Companion-Keep"] == "anyone"
    assert heard(client.get("/privacy", headers={"Accept-Language": "ar"}).text) == []
    kept("privacy", (*words, "Og mere"))
    assert heard(client.get("/privacy").text) == []


def test_first_aid_is_heard_and_kept(client: FlaskClient) -> None:
    chapter = open_course.safety_texts()[0]
    block = f"{chapter.week.number}.{chapter.blocks[0].key}"
    made = recordings.store(programme_id=chapter.course_id, block=block, language="da", sound=WEBM, actor=MADE_BY)
    html = client.get("/first-aid").text
    assert heard(html) == [f"/course-book/sound/{made}"] and f'{made}" data-kept' in html


def test_a_long_one_is_not_kept_without_being_asked(client: FlaskClient) -> None:
    made = kept(
        "consent/who5-index", consents.pieces_in("da")["consent/who5-index"], sound=WEBM + bytes(sounds.KEPT_BYTES)
    )
    a_unit()
    signed_in(client, a_citizen())
    html = client.get(SHARING).text
    assert heard(html) == [made] and "data-kept" not in html


def test_a_player_may_ask_for_a_part(client: FlaskClient) -> None:
    at = kept("privacy", ("Ord",))
    whole = client.get(at)
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "audio/webm", WEBM)
    part = client.get(at, headers={"Range": "bytes=4-8"})
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"sound", f"bytes 4-8/{len(WEBM)}")
    assert client.get(at, headers={"Range": f"bytes={len(WEBM)}-"}).status_code == 416


@pytest.mark.parametrize("at", [SOUND.format("00000000-0000-4000-8000-000000000000"), SOUND.format("1")])
def test_a_sound_that_is_not_there_is_not_found(client: FlaskClient, at: str) -> None:
    assert client.get(at).status_code == 404


def _read_by(client: FlaskClient, role: str) -> str:
    """The part of the recording page that holds the text."""
    html = signed_in(client, staff(role)).get("/words/aloud/da/privacy").text
    assert by_id(html, "text") is not None
    return html.partition('id="text"')[2].partition("</section>")[0].partition(">")[2]
