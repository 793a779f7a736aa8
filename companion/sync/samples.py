"""Sample bodies for integrators: each kind of fact, a tombstone and the end of a yes, in both forms; all made up."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from companion.foundation.clock import DANISH_TIME
from companion.sync import cloudevents, fhir, fhir_facts, fhir_removal, told
from companion.sync.names import Fact, Letterhead
from companion.sync.told import Line, Theirs, Told

DAY = date(2026, 11, 22)
_MEETING = datetime(2026, 11, 26, 14, 30, tzinfo=DANISH_TIME)


@dataclass(frozen=True)
class Sample:
    """One file."""

    name: str
    body: bytes

    def pretty(self) -> str:
        """As it lies in the documents."""
        return json.dumps(json.loads(self.body), indent=2, ensure_ascii=False) + "\n"


def samples() -> list[Sample]:
    """All of them, in one order, the same each time."""
    made = []
    for kind, values in _TOLD.items():
        fact = Fact(_head(kind), values())
        made.append(Sample(f"fhir-{kind}.json", _index(fact) if kind == told.WHO5 else fhir_facts.body(fact)))
        made.append(Sample(f"cloudevents-{kind}.json", cloudevents.body(fact)))
    for name, special in _SPECIAL.items():
        fact = Fact(replace(_head(special.kind), version=2 if special.kind == told.CONCERN else 1), special)
        made += [Sample(f"fhir-{name}.json", fhir_facts.body(fact))]
        made += [Sample(f"cloudevents-{name}.json", cloudevents.body(fact))]
    head, subject = _head(told.PLAN), _id("plan")
    held = [("plan", subject), ("goal", _id("goal")), ("sub-goal", _id("sub-goal"))]
    withdrawn = replace(head, consent_is_over=True)
    made.append(Sample("fhir-removal.json", fhir_removal.tombstones(withdrawn, told.PLAN, subject, held)))
    made.append(Sample("cloudevents-removal.json", cloudevents.removal(head, told.PLAN, subject)))
    over, worries = _head(told.CONCERN), [_id("concern")]
    made.append(Sample("fhir-consent-over.json", fhir_removal.consent_over(over, told.CONCERN, worries)))
    made.append(Sample("cloudevents-consent-over.json", cloudevents.consent_over(over, worries)))
    return made


def _head(kind: str) -> Letterhead:
    return Letterhead(
        namespace=_id("namespace"),
        citizen_key=_id("citizen"),
        consent_id=_id(f"consent {kind}"),
        unit_id=_id("unit"),
        fact_id=_id(f"fact {kind}"),
        version=1,
        released_on=DAY,
        consent_from=DAY,
        consent_until=DAY + timedelta(days=365),
    )


def _id(name: str) -> uuid.UUID:
    """A fixed key, so that the files change only when a form changes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:companion:sample:{name}")


def _index(fact: Fact) -> bytes:
    head = fact.head
    return fhir.body(
        fhir.SharedIndex(
            namespace=head.namespace,
            citizen_key=head.citizen_key,
            reading_id=fact.told.subject_id,
            consent_id=head.consent_id,
            unit_id=head.unit_id,
            fact_id=head.fact_id,
            index=60,
            captured_on=DAY,
            released_on=DAY,
            consent_from=head.consent_from,
            consent_until=head.consent_until,
        )
    )


def _of(kind: str, *lines: Line, method: tuple[str, str] | None = None) -> Told:
    return Told(kind, lines[0].id, DAY, lines, method)


_TOLD: dict[str, Callable[[], Told]] = {
    told.WHO5: lambda: _of(told.WHO5, Line(_id("reading"), told.WHO5, 60), method=("who5", "1998")),
    told.INDICATORS: lambda: _of(
        told.INDICATORS,
        Line(_id("rating"), "health", 2),
        Line(_id("rating"), "network", 4),
        method=("companion", "1"),
    ),
    told.PLAN: lambda: _of(
        told.PLAN,
        Line(_id("plan"), "plan", "active"),
        Line(_id("goal"), "goal", "under-way"),
        Line(_id("sub-goal"), "sub-goal", "reached"),
    ),
    told.MEETING: lambda: Told(
        told.MEETING,
        _id("meeting"),
        _MEETING.date(),
        (Line(_id("meeting"), "meeting", "accepted"),),
        starts_at=_MEETING,
        ends_at=_MEETING + timedelta(minutes=45),
    ),
    told.ANSWERS: lambda: _of(
        told.ANSWERS,
        *(Line(_id("reading"), link, 3) for link in ("happy", "calm", "active", "rested", "interest")),
        method=("who5", "1998"),
    ),
    told.CONCERN: lambda: Told(
        told.CONCERN,
        _id("concern"),
        DAY,
        (Line(_id("concern"), "concern", "requested"),),
        words="Jeg er bange for, at arbejdet gør min ryg værre.",
    ),
}
_SPECIAL = {  # another form of the same kind
    "meeting-answer-yours": Told(
        told.MEETING,
        _id("meeting"),
        DAY,
        (Line(_id("meeting"), told.OWN_MEETING, "accepted"),),
        theirs=Theirs(_id("client"), "aftale-7"),
    ),
    "concern-closed": Told(told.CONCERN, _id("concern"), DAY, (Line(_id("concern"), "concern", "completed"),)),
}
