"""The person's own language comes before the phone's choice, and that before the browser's wish."""

from collections.abc import Sequence

import pytest

from companion.language.negotiation import choose

OFFERED = ("da", "en", "ar", "uk")


def chosen(own: str | None = None, phone: str | None = None, asked: Sequence[str] = ()) -> str:
    return choose(own=own, chosen=phone, asked=asked, offered=OFFERED).code


def test_it_works() -> None:
    assert chosen(own="ar", phone="en", asked=["da"]) == "ar"


def test_the_choice_on_this_phone_comes_before_the_browser() -> None:
    assert chosen(phone="uk", asked=["en"]) == "uk"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["ar"], "ar"),
        (["ar-EG", "en"], "ar"),
        (["EN-GB"], "en"),
        (["xx", "uk"], "uk"),
        (["pl", "en"], "en"),
        (["fa-AF"], "da"),
        (["*"], "da"),
        ([""], "da"),
        ([], "da"),
    ],
)
def test_a_browsers_wish_counts_among_the_offered(asked: Sequence[str], code: str) -> None:
    assert chosen(asked=asked) == code


@pytest.mark.parametrize("broken", ["", "xx", "../../etc", "AR"])
def test_a_choice_nobody_knows_is_passed_over(broken: str) -> None:
    assert chosen(own=broken, phone=broken, asked=["en"]) == "en"


@pytest.mark.usefixtures("without_tigrinya")
def test_danish_stands_in_for_an_own_language_without_texts() -> None:
    assert chosen(own="ti", asked=["en"]) == "da"
