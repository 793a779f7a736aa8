"""Words of one language: escaped, counted, and never passed off as translated when they are Danish."""

import gettext
import io

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from companion.language.words import _Missing, _Texts, words


@pytest.fixture
def polish() -> _Texts:
    """A catalogue with three forms of a plural, and one text left out."""
    catalogue = Catalog(locale="pl")
    catalogue.add("Hej", "Cześć")
    catalogue.add("Hej %(name)s & alle", "Cześć %(name)s & wszyscy")
    catalogue.add(("%(n)s aftale", "%(n)s aftaler"), ("%(n)s spotkanie", "%(n)s spotkania", "%(n)s spotkań"))
    catalogue.add("Ikke oversat", "")
    file = io.BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    found = gettext.GNUTranslations(file)
    found.add_fallback(_Missing())
    return _Texts(found)


def test_it_works(polish: _Texts) -> None:
    assert (polish.say("Hej"), words("da").say("Hej")) == ("Cześć", "Hej")


@pytest.mark.parametrize("danish", ["Slet ikke kendt", "Ikke oversat"])
def test_a_missing_text_is_danish_and_marked_as_danish(polish: _Texts, danish: str) -> None:
    assert polish.say(danish) == f'<span lang="da" dir="ltr">{danish}</span>'


def test_a_missing_text_in_an_attribute_is_plain_danish(polish: _Texts) -> None:
    assert polish.plain("Slet ikke kendt") == "Slet ikke kendt"


def test_a_language_without_catalogue_is_marked_danish_all_through() -> None:
    nothing = _Texts(_Missing())
    assert nothing.say("Hej").startswith('<span lang="da"')
    assert nothing.count("%(n)s dag", "%(n)s dage", 2) == '<span lang="da" dir="ltr">2 dage</span>'


def test_names_and_texts_are_escaped(polish: _Texts) -> None:
    said = polish.say("Hej %(name)s & alle", name="<script>")
    assert said == "Cześć &lt;script&gt; &amp; wszyscy"
    assert polish.say("<b>%(name)s</b>", name="<i>").count("<") == 2


def test_a_percent_sign_alone_is_no_placeholder() -> None:
    assert words("da").say("100 % sikkert") == "100 % sikkert"


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 spotkanie"), (2, "2 spotkania"), (5, "5 spotkań"), (22, "22 spotkania"), (0, "0 spotkań")]
)
def test_a_plural_has_the_forms_of_its_language(polish: _Texts, n: int, said: str) -> None:
    assert polish.count("%(n)s aftale", "%(n)s aftaler", n) == said


def test_danish_counts_in_two_forms() -> None:
    assert [words("da").count("%(n)s dag", "%(n)s dage", n) for n in (1, 2)] == ["1 dag", "2 dage"]
