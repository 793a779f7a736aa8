"""Templates: every word can be translated, nothing is styled or scripted in place."""

import re

import pytest

from tests.house import tree
from tests.house.bare_words import bare_words, without_expressions

IN_PLACE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script written in place": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "a scripted attribute": re.compile(r"<[^>]*\s(on\w+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "an address in scripting": re.compile(r"javascript:|\bhx-[\w:-]+\s*=\s*[\"']js:", re.IGNORECASE),
}


def test_every_word_passes_a_translator() -> None:
    found = [f"{tree.short(path)}:{word}" for path in tree.templates() for word in bare_words(path.read_text())]
    assert not found


def test_nothing_is_styled_or_scripted_in_place() -> None:
    found = [f"{tree.short(path)}: {what}" for path in tree.templates() for what in in_place(path.read_text())]
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        "<h1>Din plan</h1>",
        "{% block main %}<p>{{ _('Hej') }} igen</p>{% endblock %}",
        '<button aria-label="Luk">×</button>',
        '<img src="a.svg" alt="{{ kind }} brød">',
        '<input type="submit" value="Send">',
        "{{ button('Ring til mig', 'phone') }}",
        "{% set title = 'Din plan' %}",
        "{{ _('Ja') if done else 'Nej' }}",
    ],
)
def test_a_bare_word_is_seen(source: str) -> None:
    assert bare_words(source)


@pytest.mark.parametrize(
    "source",
    [
        "<h1>{{ _('Din plan') }}</h1>",
        "{# Kun til os #}<p>{{ _n('%(n)s dag', '%(n)s dage', n) }} · 112</p>",
        "<a class=\"{{ 'card main' if due }}\" {% if due %}hidden{% endif %}>{{ icon('arrow') }}</a>",
        '{% extends "web/base.html" %}<img alt="{{ plain_(\'Et brød\') }}" title="Companion">',
        '<input type="hidden" name="kind" value="walk"><script src="/static/page.js"></script>',
    ],
)
def test_translated_words_are_left_alone(source: str) -> None:
    assert not bare_words(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        '<b hx-on:click="x">',
        """<i hx-headers='js:{a: 1}'>""",
    ],
)
def test_style_and_script_in_place_are_seen(source: str) -> None:
    assert in_place(source)


def in_place(source: str) -> list[str]:
    """What of the template belongs into a style sheet or a script file."""
    html = without_expressions(source)
    return [what for what, pattern in IN_PLACE.items() if pattern.search(html)]
