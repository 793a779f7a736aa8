"""What leaves, key by key and value by value: everything that is not on the list stays here."""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from fhirclient.models.bundle import Bundle as SecondOpinion

from companion.accounts import service as accounts
from companion.foundation.runtime import Runtime
from companion.sync import fhir
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen
from tests.sync.sharing import RecordingGateway, Sharing, a_reading, a_receiver, says_yes

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
KEYS = {
    *("resourceType", "type", "entry", "fullUrl", "resource", "request", "method", "url", "ifNoneExist"),
    *("identifier", "status", "code", "coding", "system", "display", "subject", "performer", "value"),
    *("effectiveDateTime", "valueInteger", "scope", "category", "patient", "dateTime", "policyRule"),
    *("provision", "period", "start", "end", "actor", "role", "reference", "id", "target", "recorded"),
    *("policy", "agent", "who"),
}
VALUES = {
    *("Bundle", "transaction", "Observation", "Consent", "Provenance", "Patient", "Organization"),
    *("POST", "PUT", "final", "active", "permit", "author", "patient-privacy", "IDSCL", "OPTIN", "IRCP"),
    *("urn:ietf:rfc:3986", "http://snomed.info/sct", "1144665009"),
    "5-item World Health Organization Well-being Index value",
    "http://terminology.hl7.org/CodeSystem/consentscope",
    "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
    "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
}
SHAPES = (
    rf"(urn:uuid:)?{UUID}",
    rf"identifier=urn:ietf:rfc:3986\|urn:uuid:{UUID}",
    rf"Provenance/{UUID}",
    r"20\d\d-\d\d-\d\d",
    r"20\d\d-\d\d-\d\dT00:00:00\+0[12]:00",
)
DAY = date(2026, 11, 22)

A_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def shared(index: int = 60) -> fhir.SharedIndex:
    return fhir.SharedIndex(
        namespace=uuid.uuid4(),
        citizen_key=uuid.uuid4(),
        reading_id=uuid.uuid4(),
        consent_id=uuid.uuid4(),
        unit_id=uuid.uuid4(),
        fact_id=uuid.uuid4(),
        index=index,
        captured_on=DAY,
        released_on=DAY,
        consent_from=DAY,
        consent_until=DAY + timedelta(days=365),
    )


def parsed(index: int = 60) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(fhir.body(shared(index)))
    return body


def leaves(node: object, key: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value, key)
    else:
        yield key, node


def allowed(key: str, value: object) -> bool:
    if key == "valueInteger":
        return type(value) is int and value % 4 == 0
    return isinstance(value, str) and (value in VALUES or any(re.fullmatch(shape, value) for shape in SHAPES))


def resources(bundle: dict[str, Any]) -> dict[str, Any]:
    return {entry["resource"]["resourceType"]: entry["resource"] for entry in bundle["entry"]}


def test_it_works() -> None:
    bundle = parsed()
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Observation", "Consent", "Provenance"]
    observation = resources(bundle)["Observation"]
    assert (observation["valueInteger"], observation["effectiveDateTime"]) == (60, "2026-11-22")
    assert observation["code"]["coding"][0]["code"] == "1144665009"


def test_every_key_and_value_is_on_the_list() -> None:
    for key, value in leaves(parsed()):
        assert key in KEYS, key
        assert allowed(key, value), (key, value)


def test_a_second_library_reads_it() -> None:
    bundle = SecondOpinion(parsed())
    assert [entry.resource.resource_type for entry in bundle.entry] == ["Observation", "Consent", "Provenance"]


def test_each_resource_is_made_once() -> None:
    for entry in parsed()["entry"]:
        request, resource = entry["request"], entry["resource"]
        if request["method"] == "POST":
            assert request["ifNoneExist"].endswith(f"|{resource['identifier'][0]['value']}")
        else:
            assert request["url"] == f"{resource['resourceType']}/{resource['id']}"


def test_provenance_points_at_the_observation_and_the_consent() -> None:
    bundle = parsed()
    urls = {entry["resource"]["resourceType"]: entry["fullUrl"] for entry in bundle["entry"]}
    provenance = resources(bundle)["Provenance"]
    assert provenance["target"] == [{"reference": urls["Observation"]}]
    assert provenance["policy"] == [urls["Consent"]]
    assert "entity" not in provenance


def test_the_same_reading_has_another_name_at_another_receiver() -> None:
    one = shared()
    other = replace(one, namespace=uuid.uuid4())
    names = [fhir.opaque(one, "Observation", one.reading_id), fhir.opaque(other, "Observation", one.reading_id)]
    assert names[0] != names[1]
    assert str(one.reading_id) not in fhir.body(one).decode()


@pytest.mark.parametrize("index", [-4, 104])
def test_an_index_out_of_range_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="index"):
        fhir.body(shared(index))


def a_citizen_full_of_canaries() -> Sharing:
    """Everything near her reading carries a word that must never leave."""
    unit = accounts.add_unit(kind="employment", name={"da": "KANARIE-ENHED", "ar": "كناري"}, phone="99887766")
    citizen: Somebody = a_citizen(language="ar", name="Canary 010203-4567")
    a_receiver(unit)
    consent = says_yes(citizen, unit)
    return Sharing(citizen, unit, consent, a_reading(citizen, (5, 4, 3, 2, 1), language="ar"))


def test_no_canary_in_what_is_sent(runtime: Runtime, clock: FrozenClock) -> None:
    amina, gateway = a_citizen_full_of_canaries(), RecordingGateway()
    released = amina.release()
    sync.take_facts()
    clock.move(timedelta(hours=1))
    sync.drain(gateway=gateway, slots=1)
    (letter,) = gateway.letters
    said = (letter.body + json.dumps(letter.headers).encode()).decode().lower()
    for canary in ("kanarie", "كناري", "canary", "010203", "99887766", '"ar"', "answers", "glad", "who-5"):
        assert canary not in said, canary
    for ours in (amina.citizen.id, amina.unit, amina.consent, amina.reading, released):
        assert str(ours) not in said
    for key, value in leaves(json.loads(letter.body)):
        assert allowed(key, value), (key, value)


def test_the_hour_she_was_online_does_not_leave(runtime: Runtime, clock: FrozenClock) -> None:
    clock.move(timedelta(hours=13, minutes=17))  # 23.17 in Denmark
    amina, gateway = a_citizen_full_of_canaries(), RecordingGateway()
    amina.release()
    sync.take_facts()
    clock.move(timedelta(hours=1))
    sync.drain(gateway=gateway, slots=1)
    body = json.loads(gateway.letters[0].body)
    assert resources(body)["Provenance"]["recorded"] == "2026-11-22T00:00:00+01:00"
    moments = [value for _, value in leaves(body) if isinstance(value, str) and A_MOMENT.match(value)]
    assert moments and "17" not in {moment[14:16] for moment in moments}
