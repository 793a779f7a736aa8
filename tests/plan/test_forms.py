"""What staff type into a plan is kept as they meant it: letters' own joiners stay, what hides goes."""

import pytest

from companion.plan import forms


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Tag en tur.\r\nHver dag. ", "Tag en tur.\nHver dag."),
        ("می\u200cروم", "می\u200cروم"),
        ("Tur\u202e\x07", "Tur"),
    ],
)
def test_it_works(typed: str, kept: str) -> None:
    assert forms.clean(typed) == kept
