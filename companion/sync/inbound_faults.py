"""What is wrong with something that came in: which element, which rule, and a sentence; never the value itself (R5)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from companion.foundation.errors import NotFound, Refusal
from companion.language.table import SOURCE
from companion.language.words import words

NOT_FOUND, STALE, MISSING, UNPROCESSABLE = 404, 412, 428, 422
_WORD = re.compile(r"^[a-z_]{1,40}$")
_ELEMENTS = {  # refusal → the field it is about, where its name does not say so
    "LetterMissing": "/letter",
    "NobodyToCall": "/staff",
    "NobodyMeets": "/staff",
    "CaseloadFull": "/staff",
    "NotYours": "/kind",
    "NotYoursToDecide": "/kind",
    "SoundsLikeDuty": "/why",
    "DutyWithoutLetter": "/why",
    "NoReason": "/text",
    "NoSuchDay": "/on",
    "UnknownMeasure": "/measure",
    "TooEarly": "/starts_at",
    "TooLate": "/starts_at",
    "NotANumber": "/cpr",
    "Taken": "/cpr",
    "NotAReplacement": "/replacement_number",
    "ReplacementTaken": "/replacement_number",
    "NotAdult": "/adult",
    "NothingSaid": "/text",
    "TooMuchSaid": "/text",
    "IsClosed": "/concern",
}
_FHIR_CODES = {404: "not-found", 403: "forbidden", 401: "login", 409: "conflict", 412: "conflict", 413: "too-long"}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: a code of ours, a sentence, and the element as a JSON pointer (RFC 6901) or FHIRPath."""

    status: int
    code: str
    text: str
    element: str = ""

    def issue(self) -> dict[str, Any]:
        """As OperationOutcome (hl7.org/fhir/R4/operationoutcome.html) has it."""
        told: dict[str, Any] = {
            "severity": "error",
            "code": _FHIR_CODES.get(self.status, "invalid"),
            "details": {"coding": [{"code": self.code}], "text": self.text},
        }
        return {**told, "expression": [self.element]} if self.element else told


class Faulty(Exception):
    """Something that came in is refused; one fault or several."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].code)
        self.faults = faults

    @property
    def status(self) -> int:
        """The status of the first one."""
        return self.faults[0].status


def outcome(faults: Iterable[Fault]) -> dict[str, Any]:
    """An OperationOutcome."""
    return {"resourceType": "OperationOutcome", "issue": [fault.issue() for fault in faults]}


def of_model(fault: ValidationError) -> Faulty:
    """What a model refused; a field name that we do not know is not repeated."""
    found = fault.errors(include_url=False, include_input=False, include_context=False)
    return Faulty(*(Fault(UNPROCESSABLE, one["type"], _sentence(one), _pointer(one)) for one in found))


def of_refusal(refusal: Refusal) -> Faulty:
    """What a room refused, with the element it is about."""
    name = type(refusal).__name__
    text = words(SOURCE).plain(refusal.sentence, **refusal.words).unescape()
    if isinstance(refusal, NotFound):
        return Faulty(Fault(NOT_FOUND, "NoRelation", "The member of staff is not there for this citizen.", "/staff"))
    return Faulty(Fault(refusal.status, name, text, _ELEMENTS.get(name, "")))


def moved(faulty: Faulty, paths: Mapping[str, str], below: str) -> Faulty:
    """The same faults, told with the elements of a FHIR resource."""
    return Faulty(
        *(Fault(one.status, one.code, one.text, f"{below}{_path(one.element, paths)}") for one in faulty.faults)
    )


def _path(element: str, paths: Mapping[str, str]) -> str:
    named = element.strip("/").replace("/", ".")
    found = paths.get(named) or paths.get(named.partition(".")[0])
    return f".{found}" if found else ""


def _sentence(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "There is no such field."
    return str(error["msg"]).removeprefix("Value error, ").capitalize() + "."


def _pointer(error: Mapping[str, Any]) -> str:
    place: Sequence[Any] = error["loc"][:-1] if error["type"] == "extra_forbidden" else error["loc"]
    return "".join(f"/{part}" for part in place if isinstance(part, int) or _WORD.match(str(part)))
