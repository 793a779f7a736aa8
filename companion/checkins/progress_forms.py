"""Reads the form about progress: what was chosen, what was skipped, own words, and the set the page asked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from companion.checkins import indicators
from companion.checkins.indicators import IndicatorSet
from companion.checkins.progress import Given
from companion.foundation.errors import NotFound
from companion.web.form_key import form_key

FIELD = "rate-"  # before the key of an indicator
SKIPPED = "skip"


@dataclass(frozen=True)
class ProgressForm:
    """What somebody chose so far; `skipped` are the questions she passed over on purpose."""

    asked: IndicatorSet
    chosen: Mapping[str, int]
    skipped: frozenset[str]
    own_words: str
    key: uuid.UUID | None

    def given(self) -> Given:
        """The form as it is sent."""
        return Given(self.asked.key, self.asked.version, self.chosen, self.own_words, self.key)


def blank(*, key: uuid.UUID | None = None) -> ProgressForm:
    """A form nobody has touched: nothing is ever filled in beforehand."""
    return ProgressForm(indicators.active(), {}, frozenset(), "", key)


def read(form: Mapping[str, str], *, keyed: bool) -> ProgressForm:
    """What came with the form; a value that is no step counts as not chosen."""
    asked = _asked(form.get("set", ""))
    said = {one.key: form.get(FIELD + one.key, "") for one in asked.indicators}
    steps = {str(value): value for value in range(asked.scale.lowest, asked.scale.highest + 1)}
    return ProgressForm(
        asked,
        {key: steps[value] for key, value in said.items() if value in steps},
        frozenset(key for key, value in said.items() if value == SKIPPED),
        form.get("own_words", "").replace("\r\n", "\n").strip(),
        form_key(form.get("key", "")) if keyed else None,
    )


def _asked(written: str) -> IndicatorSet:
    """The set the page was made with, which another may have followed meanwhile."""
    key, _, version = written.partition(" ")
    try:
        return indicators.find(key, int(version))
    except (ValueError, OverflowError, NotFound):
        return indicators.active()
