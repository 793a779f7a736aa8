"""A part of a thing changed in a Bundle: FHIRPath Patch (a Parameters resource), read as the merge patch of JSON.

Taken are `replace`, `add` and `delete` of the elements in the table; what the patch leaves out stays as it is.
Source: hl7.org/fhir/R4/fhirpatch.html, and http.html#patch for the address of what is changed.
"""

import re
from collections.abc import Mapping
from typing import Any

from companion.language.table import SOURCE
from companion.sync.inbound_batch import Entry
from companion.sync.inbound_elements import READINGS, Reading, fhirpath, found_at
from companion.sync.inbound_faults import Fault, Faulty
from companion.sync.inbound_items import Given

OPERATIONS = ("replace", "add", "delete")
_ADDRESS = re.compile(r"^(?P<type>[A-Za-z]+)(?:/|\?identifier=(?:[^|&]*\|)?)(?P<identifier>[^&|/?]+)$")
_PLACE = re.compile(r"\[0\]")


class _Wrong(Exception):
    """What one operation has wrong: a code and a sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code, self.text = code, text


def named(request: Any) -> tuple[Reading, str] | None:
    """Which kind of thing an address such as `Goal?identifier=g-1` names, and under which identifier."""
    found = _ADDRESS.match(str(found_at(request, "url")))
    reading = READINGS.get(found["type"]) if found else None
    return (reading, found["identifier"]) if found and reading else None


def entry_of(resource: Any, request: Any, *, version: str | None, at: str) -> Entry:
    """One entry with PATCH."""
    below, target = f"{at}.resource.ofType(Parameters)", named(request)
    if target is None:
        return _fault("NoAddress", "The address names a type and an identifier, such as Goal?identifier=g-1.", at)
    operations = found_at(resource, "parameter")
    if found_at(resource, "resourceType") != "Parameters" or not isinstance(operations, list) or not operations:
        return _fault("NoPatch", "A PATCH has a Parameters resource with operations (FHIRPath Patch).", below)
    body: dict[str, Any] = {}
    paths = {"identifier": f"{at}.request.url".removeprefix(f"{at}.")}
    for number, one in enumerate(operations):
        place = f"{below}.parameter[{number}]"
        try:
            field, value = _operation(target[0], one)
        except _Wrong as wrong:
            return _fault(wrong.code, wrong.text, place)
        _set(body, field, value)
        paths[field] = place.removeprefix(f"{at}.")
    given = Given(target[0].kind, target[1], body, version, partial=True)
    return Entry(given, paths={**{name.partition(".")[0]: path for name, path in paths.items()}, **paths})


def _operation(reading: Reading, told: Any) -> tuple[str, Any]:
    """Which field of ours, and what it becomes; None takes it away."""
    parts = {str(found_at(one, "name")): one for one in _parts(told)}
    kind, path = found_at(parts.get("type"), "valueCode"), str(found_at(parts.get("path"), "valueString"))
    if found_at(told, "name") != "operation" or kind not in OPERATIONS:
        raise _Wrong("UnknownOperation", f"An operation is one of {', '.join(OPERATIONS)}.")
    if kind == "add":
        path = f"{path}.{found_at(parts.get('name'), 'valueString')}"
    field = _elements(reading).get(_PLACE.sub("", path).partition(".")[2])
    if field is None:
        raise _Wrong("UnknownElement", "This element is not one that is kept here.")
    if kind == "delete":
        return field, None
    value = _value(parts.get("value"))
    if value is None:
        raise _Wrong("NoValue", "The operation has no value.")
    value = reading.codes.get(field, lambda same: same)(value)
    return field, {SOURCE: value} if field in reading.spoken else value


def _elements(reading: Reading) -> Mapping[str, str]:
    """FHIRPath below the resource → field of ours; places in a list may be left out."""
    return {_PLACE.sub("", fhirpath(path)): name for name, path in reading.elements.items()}


def _parts(told: Any) -> list[Any]:
    found = found_at(told, "part")
    return found if isinstance(found, list) else []


def _value(part: Any) -> Any:
    """The one `value[x]` of a part."""
    return next((one for name, one in part.items() if name.startswith("value")), None) if part else None


def _set(body: dict[str, Any], field: str, value: Any) -> None:
    outer, _, inner = field.partition(".")
    if inner:
        body.setdefault(outer, {})[inner] = value
    else:
        body[field] = value


def _fault(code: str, text: str, element: str) -> Entry:
    return Entry(faulty=Faulty(Fault(422, code, text, element)))
