"""The purposes a citizen can say yes to, each on its own, all off by default."""

from dataclasses import dataclass

WHO5_INDEX = "who5-index"
PROGRESS_DIALOGUE = "progress-dialogue"


@dataclass(frozen=True)
class Purpose:
    """One purpose: which class of data may travel, to which kind of unit, for how long at most."""

    key: str
    data_class: str
    unit_kind: str
    days: int


PURPOSES = {
    purpose.key: purpose
    for purpose in (
        Purpose(WHO5_INDEX, data_class="who5-index", unit_kind="employment", days=365),
        Purpose(PROGRESS_DIALOGUE, data_class="indicator-reading", unit_kind="employment", days=365),
    )
}
