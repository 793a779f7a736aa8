"""A translation keeps what the app puts in, the tags, and as many forms as its language has; nothing invisible."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from companion.foundation.errors import Invalid
from companion.language import checking
from companion.language.checking import (
    FormMissing,
    PlaceholderBroken,
    Steering,
    TagBroken,
    WordingTooLong,
    WrongForms,
    check,
    check_plain,
)

NAMES = some.lists(some.sampled_from(["n", "name", "day", "time", "place"]), min_size=1, max_size=4, unique=True)
SAFE = some.text("абвгґ سلام abc .,–", max_size=30)
DAYS = ("%(n)s dag til %(name)s", "%(n)s dage til %(name)s")


def test_it_works() -> None:
    check(["Hej %(name)s"], ["Вітаємо, %(name)s"], wanted_forms=3)
    check(DAYS, ["%(n)s день, %(name)s", "%(n)s дні, %(name)s", "%(n)s днів, %(name)s"], wanted_forms=3)


@given(names=NAMES, words=SAFE, data=some.data())
def test_placeholders_in_any_order_are_kept(names: list[str], words: str, data: some.DataObject) -> None:
    danish = " ".join(f"%({name})s" for name in names)
    turned = data.draw(some.permutations(names))
    check([danish], [words + "".join(f" %({name})s" for name in turned)], wanted_forms=1)


@given(names=NAMES, words=SAFE, data=some.data())
def test_a_missing_doubled_or_foreign_placeholder_is_refused(
    names: list[str], words: str, data: some.DataObject
) -> None:
    places = [f"%({name})s" for name in names]
    at = data.draw(some.integers(0, len(places) - 1))
    broken = data.draw(
        some.sampled_from(
            [
                [*places[:at], *places[at + 1 :]],  # missing
                [*places, places[at]],  # doubled
                [*places, "%(other)s"],  # foreign
                [*places[:at], places[at].replace("s", "d", 1) if "s" not in names[at] else "%(x)d", *places[at + 1 :]],
                [*places[:at], places[at].replace("(", "( "), *places[at + 1 :]],  # as machines write them
                [*places[:at], places[at].replace(")s", ")"), *places[at + 1 :]],
                [*places, "50 %"],  # would break the sentence when it is filled in
            ]
        )
    )
    with pytest.raises(PlaceholderBroken):
        check([" ".join(places)], [" ".join([words, *broken]).strip() or "–"], wanted_forms=1)


@given(words=some.text(max_size=200))
def test_whatever_passes_can_be_filled_in(words: str) -> None:
    """No text a translator may save ever breaks the page it stands on."""
    form = f"{words} %(n)s"
    try:
        check(["%(n)s timer"], [form], wanted_forms=1)
    except Invalid:
        return
    assert "5" in form % {"n": 5}


def test_a_form_for_few_may_say_the_number_in_words_and_nothing_else() -> None:
    check(DAYS, ["Один день, %(name)s", "%(n)s дні, %(name)s", "%(n)s днів, %(name)s"], wanted_forms=3)
    with pytest.raises(PlaceholderBroken):
        check(DAYS, ["%(n)s день", "%(n)s дні, %(name)s", "%(n)s днів, %(name)s"], wanted_forms=3)
    with pytest.raises(PlaceholderBroken):
        check(DAYS, ["Один день, %(name)s", "%(n)s дні, %(name)s", "днів, %(name)s"], wanted_forms=3)


@pytest.mark.parametrize("forms", [[], ["%(n)s, %(name)s"], ["%(n)s, %(name)s"] * 4])
def test_another_number_of_forms_is_refused(forms: list[str]) -> None:
    with pytest.raises(WrongForms):
        check(DAYS, forms, wanted_forms=3)


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_an_empty_form_is_refused(empty: str) -> None:
    with pytest.raises(FormMissing):
        check(["Hej"], [empty], wanted_forms=1)


@pytest.mark.parametrize(
    "said", ["Hi", "<b>Hi", "<b>Hi</b><i>", "<b onclick=x>Hi</b>", "<script>Hi</script>", "b> Hi <b"]
)
def test_only_the_tags_of_the_danish_text_each_as_often(said: str) -> None:
    with pytest.raises(TagBroken):
        check(["<b>Hej</b>"], [said], wanted_forms=1)


def test_the_same_tags_are_kept() -> None:
    check(["<b>Hej</b>"], ["Hi <b>you</b>"], wanted_forms=1)


@pytest.mark.parametrize("sign", ["\u202e", "\u202b", "\u2066", "\u2069", "\u200f", "\u061c", "\ufeff", "\x00", "\x9b"])
def test_a_sign_nobody_sees_is_refused(sign: str) -> None:
    for said in (f"سلام{sign}", f"{sign}Hi", f"a{sign}b"):
        with pytest.raises(Steering):
            check(["Hej"], [said], wanted_forms=1)
        with pytest.raises(Steering):
            check_plain("Hej", said)


@pytest.mark.parametrize(
    "said",
    [
        "قبل sygedagpenge بعد 12.30",  # both directions in one line
        "می\u200cروم",  # Persian needs the joiner that nobody sees
        "Donau" * 80,  # one very long word
        "Олексій, شيرين, ሰላም, Łukasz, Ñandú",  # names in other scripts
        "100 % sikkert",
    ],
)
def test_what_people_write_is_taken(said: str) -> None:
    check(["Hej"], [said], wanted_forms=1)
    check_plain("Hej", said)


def test_a_text_longer_than_any_page_is_refused() -> None:
    check(["Hej"], ["x" * checking.LONGEST], wanted_forms=1)
    longer = "x" * (checking.LONGEST + 1)
    with pytest.raises(WordingTooLong):
        check(["Hej"], [longer], wanted_forms=1)
    with pytest.raises(WordingTooLong):
        check_plain("Hej", longer)
