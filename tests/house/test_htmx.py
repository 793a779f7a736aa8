"""A page with htmx attributes carries htmx, and no other page does."""

import re

from tests.house import tree

HTMX = '{% include "web/htmx.html" %}'
USES = re.compile(r"\bhx-(post|get|target)=")
IMPORTS = re.compile(r'"([a-z_]+/[a-z_]+\.html)"')


def test_pages_that_use_htmx_carry_it() -> None:
    pages = {path.relative_to(path.parents[1]).as_posix(): path.read_text() for path in tree.named(".html")}
    using = {name for name, text in pages.items() if USES.search(text)}
    forgotten = [
        name
        for name, text in pages.items()
        if 'extends "web/base.html"' in text and HTMX not in text and (name in using or using & _calls(text))
    ]
    assert not forgotten


def test_a_forgotten_include_is_found() -> None:
    assert USES.search('<form hx-post="/x">')


def _calls(text: str) -> set[str]:
    return set(IMPORTS.findall(text))
