"""Reads a FHIR R4 batch Bundle as the same things a JSON batch has; a fault names the element by its FHIRPath.

Which element is which field stands in one table; docs/integrating.md shows it. Citizens are named by their opaque key
(`identifier.value`), staff by theirs. A code we do not know goes through to the model, which refuses it by its place.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from companion.accounts.rules import is_adult
from companion.foundation import clock
from companion.language.table import SOURCE
from companion.sync import inbound_patch
from companion.sync.api_scopes import MOST_ITEMS
from companion.sync.inbound_batch import PEOPLE, Entry, Outcome
from companion.sync.inbound_elements import READINGS, Reading, fhirpath, found_at
from companion.sync.inbound_faults import Fault, Faulty, outcome
from companion.sync.inbound_items import Given

CPR_SYSTEM = "urn:oid:1.2.208.176.1.2"  # the CPR number in Danish FHIR (HL7 Denmark, DK Core)
REPLACEMENT_SYSTEM = "urn:companion:replacement-number"
_NUMBERS = {CPR_SYSTEM: "cpr", REPLACEMENT_SYSTEM: "replacement_number"}
NO_REQUEST = "An entry has a request (PUT, PATCH or DELETE; POST for a Patient), and a resource unless it is a DELETE."
_VERSION = re.compile(r'^(?:W/)?("\d{1,9}")$')
_PATIENT = {"cpr": "identifier", "replacement_number": "identifier", "name": "name[0].text", "language": "language"}


def entries_of(bundle: Any) -> list[Entry]:
    """Every entry of a batch Bundle. Raises Faulty for a body that is none."""
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise Faulty(Fault(422, "NotABundle", "The body is no Bundle.", "Bundle"))
    if bundle.get("type") != "batch":
        raise Faulty(Fault(422, "NotABatch", "Entries are kept one by one: the type is batch.", "Bundle.type"))
    found = bundle.get("entry")
    if not isinstance(found, list) or not 0 < len(found) <= MOST_ITEMS:
        raise Faulty(Fault(422, "EntryCount", f"A batch has 1 to {MOST_ITEMS} entries.", "Bundle.entry"))
    return [_entry(one, f"Bundle.entry[{index}]") for index, one in enumerate(found)]


def response(outcomes: list[Outcome]) -> dict[str, Any]:
    """A batch-response Bundle with one outcome for each entry."""
    return {"resourceType": "Bundle", "type": "batch-response", "entry": [_answered(one) for one in outcomes]}


def _answered(told: Outcome) -> dict[str, Any]:
    answer: dict[str, Any] = {"status": str(told.status)}
    if told.etag:
        answer["etag"] = f"W/{told.etag}"
    if told.faults:
        answer["outcome"] = outcome(told.faults)
    if told.key is None:
        return {"response": answer}
    person = {"resourceType": "Patient", "identifier": [{"system": "urn:companion:key", "value": told.key}]}
    return {"resource": person, "response": answer}


def _entry(entry: Any, at: str) -> Entry:
    resource, request = found_at(entry, "resource"), found_at(entry, "request")
    method, kind = str(found_at(request, "method")), str(found_at(resource, "resourceType"))
    if method == "PATCH":
        return inbound_patch.entry_of(resource, request, version=_version(request), at=at)
    if method == "DELETE" and resource is None and (target := inbound_patch.named(request)) is not None:
        return Entry(Given(target[0].kind, target[1], if_match=_version(request), end=True))
    if not isinstance(resource, dict) or method not in ("PUT", "POST", "DELETE"):
        return _wrong("NoRequest", NO_REQUEST, at)
    below = f"{at}.resource.ofType({kind})" if kind in (*READINGS, "Patient") else f"{at}.resource"
    if kind == "Patient":
        return _patient(resource, below, at, ends=method == "DELETE")
    reading = READINGS.get(kind)
    if reading is None:
        return _wrong("UnknownResource", "This type of resource is not taken here.", f"{at}.resource")
    given = Given(
        reading.kind,
        str(found_at(resource, "identifier[0].value") or ""),
        _body(reading, resource),
        _version(request),
        end=method == "DELETE",
    )
    more = {"letter": reading.letter, "identifier": "identifier[0].value"}
    paths = _below(below, at, {**reading.elements, **more})
    return Entry(given, paths=paths)


def _version(request: Any) -> str | None:
    """The version in `ifMatch` as If-Match has it; what is no version matches none."""
    version = found_at(request, "ifMatch")
    matched = _VERSION.match(str(version)) if version is not None else None
    return matched[1] if matched else (None if version is None else "W/")


def _below(below: str, at: str, elements: Mapping[str, str]) -> dict[str, str]:
    """Elements as they stand below their entry."""
    return {name: f"{below}.{fhirpath(path)}".removeprefix(f"{at}.") for name, path in elements.items()}


def _body(reading: Reading, resource: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for name, path in reading.elements.items():
        value, only = found_at(resource, path), reading.only.get(name)
        if value is None or (only and found_at(resource, only[0]) != only[1]):
            continue
        value = reading.codes.get(name, lambda same: same)(value)
        outer, _, inner = name.partition(".")
        if inner:
            body.setdefault(outer, {})[inner] = value
        else:
            body[name] = {SOURCE: value} if name in reading.spoken else value
    if isinstance(body.get("letter"), dict) and reading.letter_needs not in body["letter"]:
        del body["letter"]
    return body if reading.kind != "appointments" else {"form": "person", **body}


def _patient(resource: dict[str, Any], below: str, at: str, *, ends: bool) -> Entry:
    """One person; two numbers of the same kind are two people, and which of them is meant nobody here guesses."""
    found = resource.get("identifier")
    numbered = enumerate(found) if isinstance(found, list) else ()
    numbers = [(str(one.get("system")), place, one.get("value")) for place, one in numbered if isinstance(one, dict)]
    for index, (system, place, _value) in enumerate(numbers):
        if system in _NUMBERS and system in {other for other, _place, _other in numbers[:index]}:
            return _wrong("TwoNumbers", "A person has one number of each kind.", f"{below}.identifier[{place}]")
    body = {_NUMBERS[system]: value for system, _place, value in numbers if system in _NUMBERS}
    return Entry(Given(PEOPLE, "", {**body, **_person(resource)}, end=ends), paths=_below(below, at, _PATIENT))


def _person(resource: dict[str, Any]) -> dict[str, Any]:
    told = {"name": found_at(resource, "name[0].text"), "language": resource.get("language")}
    told["phone"] = found_at(resource, "telecom[0].value")
    return {**{name: value for name, value in told.items() if value is not None}, "adult": _is_adult(resource)}


def _is_adult(resource: dict[str, Any]) -> bool:
    try:
        return is_adult(date.fromisoformat(str(resource.get("birthDate"))), clock.today())
    except ValueError:
        return False


def _wrong(code: str, text: str, element: str) -> Entry:
    return Entry(faulty=Faulty(Fault(422, code, text, element)))
