"""Each catalogue counts as its language does: the rule in its header is checked against CLDR's."""

import pytest
from babel import Locale

from companion.language.table import languages
from companion.language.words import plural_form

IN_ORDER = ("zero", "one", "two", "few", "many", "other")  # as translators meet the forms of a text
ONE_FORM = {"fa", "fa_AF", "tr"}  # CLDR knows two, but after a number the noun stays as it is
SHIPPED = [code for code, row in languages().items() if row.catalogue and not row.source]
NUMBERS = range(201)


def categories(code: str) -> list[str]:
    """What CLDR calls each number, one after the other."""
    rule = Locale.parse(languages()[code].babel).plural_form
    return [rule(n) for n in NUMBERS]


@pytest.mark.parametrize("code", [code for code in SHIPPED if code not in ONE_FORM])
def test_it_works(code: str) -> None:
    """The same form exactly where CLDR has the same category, and the forms in CLDR's order."""
    said = categories(code)
    forms = [name for name in IN_ORDER if name in said]
    assert [plural_form(code, n) for n in NUMBERS] == [forms.index(name) for name in said]


@pytest.mark.parametrize("code", sorted(ONE_FORM))
def test_where_the_noun_never_changes_there_is_one_form(code: str) -> None:
    assert code in SHIPPED and {plural_form(code, n) for n in NUMBERS} == {0}
