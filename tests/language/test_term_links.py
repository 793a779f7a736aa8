"""The first mention of a word on a page leads to its explanation; what has a tap of its own is left alone."""

import pytest

from companion.language.glossary import terms
from companion.language.table import languages
from companion.language.term_links import explained, linked

LINK = '<a class="term" href="/glossary#frist">frist</a>'


def main(inside: str) -> str:
    return f'<header>En frist.</header><main id="main">{inside}</main><footer>frist</footer>'


def test_it_works() -> None:
    assert linked(main("<p>Der er en frist. En frist mere.</p>"), "da") == main(
        f"<p>Der er en {LINK}. En frist mere.</p>"
    )


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="/x"><span>en frist</span></a>',
        "<h1>En frist</h1>",
        "<button>Se <b>en frist</b></button>",
        '<form action="/x"><p>en frist</p></form>',
        '<section class="card safety"><section><p>en</p></section><p>en frist</p></section>',
        '<img alt="en frist">',
        "<textarea readonly>En frist</textarea>",
        "<p>fristen-nu og enfrist</p>",
    ],
)
def test_what_is_left_alone(inside: str) -> None:
    assert linked(main(inside), "da") == main(inside)


def test_after_what_is_left_alone_it_goes_on() -> None:
    inside = '<section class="safety"><section>frist</section></section><p>En '
    assert linked(main(f"{inside}frist</p>"), "da") == main(f"{inside}{LINK}</p>")


def test_the_longest_form_wins_and_each_word_is_linked_once() -> None:
    made = linked(main("<p>En virksomhedspraktik er en praktik.</p>"), "da")
    assert made.count('href="/glossary#praktik"') == 1 and ">virksomhedspraktik</a>" in made


def test_a_reader_of_another_language_finds_her_own_word_and_the_danish_one() -> None:
    made = linked(main("<p>Your deadline. A letter about sygedagpenge.</p>"), "en")
    assert made.count('class="term"') == 2


@pytest.mark.parametrize("html", ["", "<p>frist</p>", "<main>frist"])
def test_a_page_without_a_main_part_stays_as_it_is(html: str) -> None:
    assert linked(html, "da") == html


@pytest.mark.parametrize(
    "inside",
    [
        "<h1>En frist</h1>",
        '<form action="/x"><label>En frist</label><textarea>sagsbehandler</textarea></form>',
        "<summary>Din frist</summary>",
        '<section class="card safety"><p>en frist</p></section>',
    ],
)
def test_what_could_not_be_linked_is_told(inside: str) -> None:
    assert explained(main(inside), "da").left == ("frist",)


@pytest.mark.parametrize(
    "inside",
    [
        "<h1>En frist</h1><p>En frist</p>",
        "<p><bdi>Frist</bdi></p>",
        "<form><textarea readonly>En frist</textarea><select><option>frist</option></select></form>",
        "<p data-verbatim>En <b>frist</b></p>",
        "<nav><a href='/x'>frist</a></nav>",
        "<p>Ingen ord</p>",
    ],
)
def test_what_has_its_link_or_is_no_word_of_the_page_is_not_told(inside: str) -> None:
    assert explained(main(inside), "da").left == ()


def test_measured_wording_stays_as_it_is() -> None:
    inside = "<ol data-verbatim><li>En frist</li></ol>"
    assert linked(main(inside), "da") == main(inside)


def test_a_word_in_both_its_turkish_spellings_is_one_word() -> None:
    """`İ`.lower() is two characters: a page that says both spellings once had no answer at all."""
    made = explained(main("<h2>İş merkezi</h2><p>İş merkezi. Bir iş merkezi.</p>"), "tr")
    assert made.html.count('class="term"') == 1 and made.left == () and ">İş merkezi</a>" in made.html


@pytest.mark.parametrize("code", list(languages()))
def test_every_word_of_every_language_is_found_in_small_and_large_letters(code: str) -> None:
    for term in terms(code):
        for form in term.forms:
            for said in (form, form.upper(), form.capitalize()):
                explained(main(f"<p>{said}</p>"), code)
            assert explained(main(f"<p>{form}</p>"), code).html.count('class="term"') == 1, form
