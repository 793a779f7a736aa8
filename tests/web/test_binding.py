"""Compiling a page for one language puts its constants in, and nothing else."""

import pytest
from jinja2 import TemplateAssertionError

from companion.language.overlays import NOTHING
from companion.language.table import languages
from companion.web.environment import environment


def rendered(source: str, code: str = "ar", **values: object) -> str:
    return environment(code, NOTHING, lambda name: f"/static/{name}", {}).from_string(source).render(**values)


def compiled(source: str, code: str = "ar") -> str:
    return str(environment(code, NOTHING, lambda name: f"/static/{name}", {}).compile(source, raw=True))


def test_it_works() -> None:
    assert "context.call" not in compiled("""{{ _('Log ud') }}{{ static('icon.svg') }}{{ parts.icon("home") }}""")
    assert rendered("{{ _('Log ud') }} {{ language.dir }}") == f"{rendered('''{{ _(word) }}''', word='Log ud')} rtl"


def test_an_inner_constant_is_put_in_first() -> None:
    button = """{{ parts.button(_('Log ud'), "/sign-out", "out") }}"""
    assert "context.call" not in compiled(button)
    assert rendered("{{ _('Log ud') }}") in rendered(button)


def test_what_depends_on_a_value_is_made_at_each_request() -> None:
    source = "{{ _('%(done)s af %(total)s', done=done, total=2) }}"
    assert rendered(source, "da", done=1) == "1 af 2"
    assert rendered("{{ _('%(done)s af %(total)s', **values) }}", "da", values={"done": 1, "total": 3}) == "1 af 3"


def test_another_language_is_named_in_its_own_words() -> None:
    assert rendered("{{ parts.own_name(spoken) }}", "da", spoken=languages()["uk"]) == (
        '<bdi lang="uk" dir="ltr">Українська</bdi>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% macro name(language) %}{{ language.name }}{% endmacro %}",
        "{% for language in all %}{% endfor %}",
        "{% set _ = 1 %}",
        "{% set parts, one = all %}",
    ],
)
def test_a_page_gives_no_other_meaning_to_what_every_page_knows(source: str) -> None:
    with pytest.raises(TemplateAssertionError, match="another name"):
        compiled(source)


def test_a_part_with_a_body_keeps_its_body() -> None:
    source = "{% call parts.empty_state('eye', _('Log ud')) %}{{ name }}{{ _('Log ind') }}{% endcall %}"
    assert rendered(source, "da", name="<b>").endswith("&lt;b&gt;Log ind</div>")


def test_a_constant_is_escaped_once() -> None:
    assert rendered("""{{ parts.pill('<b>') }}""", "da").count("&lt;b&gt;") == 1


def test_each_language_has_its_own_page() -> None:
    assert len({rendered("{{ _('Log ud') }}", code) for code in ("da", "en", "ar")}) == 3
