"""What is put into a page once it is made: links to explained words, a list of the others, a mark of Danish."""

from typing import Any

from flask import request

from companion.language.glossary import terms
from companion.language.table import Language
from companion.language.term_links import END, explained, linked
from companion.web.environment import INSTEAD

# Without links to explained words: the list of them; a card held up to others, which a tap would lose; `/offers`, where
# no address may name a topic; what is read before a yes, a text about safety that nothing leads away from (DOMAIN); and
# the page where somebody picks a made-up person.
UNLINKED = ("/glossary", "/show", "/offers", "/me/sharing", "/demo")
MARK_OF_DANISH = 'data-mark="missing"'
UNDER_MARKS = '<div class="said" id="said"'  # in the head of every page, below what is said of its language


def mark(html: str, parts: Any) -> str:
    """The page with the mark that some of it stands in Danish, unless a part of it has it already."""
    if INSTEAD not in html or MARK_OF_DANISH in html:
        return html
    return html.replace(UNDER_MARKS, f"{parts.mark('missing')}\n{UNDER_MARKS}", 1)


def links(html: str, language: Language) -> str:
    """The page with words of the system linked to what they mean, where links of that kind may stand."""
    return html if _is_unlinked() else linked(html, language.code)


def words(html: str, language: Language, parts: Any) -> str:
    """The same; words that stand only where no link fits are listed at its end, which is no point of a conversation."""
    if _is_unlinked():
        return html
    made, left = explained(html, language.code)
    if not left:
        return made
    start, end, after = made.rpartition(END)
    found = [term for term in terms(language.code) if term.id in left]
    return f"{start}{parts.words_here(found)}{end}{after}"


def _is_unlinked() -> bool:
    return request.path.removeprefix("/pair").startswith(UNLINKED)
