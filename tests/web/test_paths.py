"""A form may send a reader back to a path on this site and never to another one."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from companion.web.paths import local_path

HERE = "https://companion.example.dk/desk/x"
NASTY = st.text(alphabet="/\\.:@?#[]% \t\r\n\x00ehttpsvil-æ\u2028\u3000", max_size=30)


@pytest.mark.parametrize("path", ["/", "/plan", "/course/3", "/help#own", "/?q=1&r=2", "/appointments/1#answer"])
def test_it_works(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [None, "", "plan", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example",
     "https:evil.example", "javascript:alert(1)", "/\t/evil.example", "\t//evil.example", " //evil.example",
     "/\n/evil.example", "//[", "http://[", "/\x00", "//evil.example\\@companion.example.dk"],
)  # fmt: skip
def test_anything_else_is_the_front_page(path: str | None) -> None:
    assert local_path(path) == "/"


@given(path=st.one_of(NASTY, NASTY.map("/".__add__), NASTY.map("//".__add__)))
@example(path="/%2f/evil.example")
def test_a_reader_never_leaves_this_site(path: str) -> None:
    led = local_path(path)
    as_browsers_read = led.replace("\\", "/").replace("\t", "").replace("\r", "").replace("\n", "")
    assert urlsplit(urljoin(HERE, as_browsers_read))[:2] == ("https", "companion.example.dk")
    assert led.startswith("/") and led.isprintable()


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "//["])
def test_a_form_cannot_lead_away(client: FlaskClient, wanted: str) -> None:
    answer = client.post("/language", data={"_language": "en", "next": wanted})
    assert (answer.status_code, answer.location) == (303, "/")
