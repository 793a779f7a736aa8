"""The purposes a citizen can say yes to, each on its own, all off by default."""

from dataclasses import dataclass

WHO5_INDEX = "who5-index"
PROGRESS_DIALOGUE = "progress-dialogue"
PLAN_STATUS = "plan-status"
TREATMENT_CONTACT = "treatment-contact"
RETRAINING_NOTE = "retraining-note"
HEALTH_COORDINATOR = "health-coordinator"
CONCERN_ADVICE = "concern-advice"
MEETING_ANSWERS = "meeting-answers"
CHECK_IN_ANSWERS = "check-in-answers"
A_YEAR, HALF_A_YEAR = 365, 183  # days: the longest a yes lasts without being asked again


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
        Purpose(WHO5_INDEX, data_class="who5-index", unit_kind="employment", days=A_YEAR),
        Purpose(PROGRESS_DIALOGUE, data_class="indicator-reading", unit_kind="employment", days=A_YEAR),
        Purpose(PLAN_STATUS, data_class="plan-and-goal-status", unit_kind="employment", days=A_YEAR),
        Purpose(TREATMENT_CONTACT, data_class="conversation", unit_kind="employment", days=HALF_A_YEAR),
        Purpose(RETRAINING_NOTE, data_class="status-note", unit_kind="employment", days=A_YEAR),
        Purpose(HEALTH_COORDINATOR, data_class="question", unit_kind="health", days=HALF_A_YEAR),
        Purpose(CONCERN_ADVICE, data_class="advice", unit_kind="employment", days=HALF_A_YEAR),
        Purpose(MEETING_ANSWERS, data_class="meeting-answer", unit_kind="employment", days=A_YEAR),
        Purpose(CHECK_IN_ANSWERS, data_class="check-in-answers", unit_kind="health", days=HALF_A_YEAR),
    )
}
