"""What holds in a conversation: which pages, how long, how long a sign shows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.interpreting import rules

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=5))


@pytest.mark.parametrize(
    ("inner", "key"),
    [
        ("plan", "plan"),
        ("appointments", "appointments"),
        ("appointments/6f1b5d0e-3a0c-4f63-9a53-000000000010", "appointments"),
        ("course/3", "course"),
        ("me/sharing", "consent"),
        ("check-in/blank", "check-in"),
        ("help", "help"),
    ],
)
def test_it_works(inner: str, key: str) -> None:
    assert rules.page_of(inner) == key


@pytest.mark.parametrize(
    "inner",
    ["", "me", "check-in/result", "messages", "plan/own", "plan/history", "desk", "plan\n", "course/abc", "../plan"],
)
def test_no_other_page_is_read_together(inner: str) -> None:
    assert rules.page_of(inner) is None


@given(spans, spans)
def test_two_hours_count_from_letting_in(waited: timedelta, later: timedelta) -> None:
    began = NOON + waited
    assert rules.ends_at(NOON, None) == NOON + rules.TALK_LIFE
    assert rules.ends_at(NOON, began) == began + rules.TALK_LIFE >= rules.ends_at(NOON, None)


@given(spans)
def test_a_sign_goes_after_twenty_seconds(since: timedelta) -> None:
    shown = rules.shown_signal("stop", NOON, NOON + since)
    assert shown == ("stop" if since < timedelta(seconds=20) else None)


@given(st.integers(0, 100_000))
def test_a_begun_minute_counts(seconds: int) -> None:
    minutes = rules.minutes_between(NOON, NOON + timedelta(seconds=seconds))
    assert seconds <= minutes * 60 < seconds + 60


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        *((text, True) for text in ("Tolk 2041", "Ålborg-Tolk, nr. 7", "O'Brien's Tolke (Vejle)", "المترجم، آرهوس")),
        ("ترجمه\u200cسرا", True),
        *((text, False) for text in ("", "<b>", "Tolk\u202e2041", "Tolk\n2041", "()", "\u200c", "Tolk\u200b")),
    ],
)
def test_an_agency_has_a_name_or_number(text: str, fine: bool) -> None:
    assert rules.is_agency(text) is fine
    assert not rules.is_agency("a" * 41)


@pytest.mark.parametrize("name", ["نام\u200cخانوادگی", "Róisín O'Shea", "Sara (Amal) Nasser", "ወርቁ", "علي، سارة", "李"])
def test_a_name_is_written_in_any_script(name: str) -> None:
    assert rules.is_name(name)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200c", "Sara\u202eNasser", "Sara\u2066", "Sara\tN", "Sara\nN", "2041", "a" * 81]
)
def test_no_name_turns_text_round_or_is_empty(name: str) -> None:
    assert not rules.is_name(name)
