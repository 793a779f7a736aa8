"""A regional coordinator's system answers a worry: she reads it with her worry, and nobody else can answer it."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion.concerns import known
from companion.concerns import service as concerns
from companion.consent import service as consent
from companion.foundation.audit import lines_about
from companion.sync import api_clients, api_facts, inbound_fhir, inbound_items
from companion.sync import service as sync
from companion.sync.api_clients import KnownClient, NewClient, ScopeRefused
from companion.sync.inbound_batch import Asking, take
from companion.sync.inbound_faults import Faulty
from companion.sync.inbound_items import Given, Kept
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.concerns.worried import a_coordinator, worries
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, signed_in
from tests.sync.facts import says_yes_to
from tests.sync.outside import Caller, a_token

pytestmark = pytest.mark.usefixtures("runtime")
SCOPES = ["facts", "replies"]


@dataclass(frozen=True)
class Region:
    """The region's system, and a worry it has fetched: under which names it knows both."""

    client: KnownClient
    secret: str
    selam: Somebody
    hanne: Somebody
    consent: uuid.UUID
    concern: uuid.UUID
    person: str
    task: str
    communication: str

    def body(self, **more: Any) -> dict[str, Any]:
        """An answer as it sends it."""
        return {"person": self.person, "concern": self.task, "text": "Kom på torsdag.", **more}

    def answers(self, identifier: str = "svar-1", **more: Any) -> Kept:
        """It answers the worry."""
        given = Given("replies", identifier, self.body(**more))
        return inbound_items.keep(self.client, self.client.scopes, given)

    def replies(self) -> list[known.KnownReply]:
        """What she can read."""
        return list(known.replies(self.concern))


@pytest.fixture
def region(clock: FrozenClock) -> Region:
    hanne, selam = a_coordinator(), a_citizen("ar", name="Selam Haile")
    assert hanne.unit is not None
    client, secret = a_client(hanne.unit)
    given = says_yes_to(selam, hanne.unit, "health-coordinator")
    concern = worries(selam, own="Jeg er bange")
    person, task, words = fetched(client, clock)
    return Region(client, secret, selam, hanne, given, concern, person, task, words)


def a_client(unit: uuid.UUID, name: str = "Region Nord") -> tuple[KnownClient, str]:
    key, secret = api_clients.add(NewClient(unit, name, SCOPES), actor=MADE_BY)
    client = api_clients.by_id(key)
    assert client is not None
    return client, secret


def fetched(client: KnownClient, clock: FrozenClock) -> tuple[str, str, str]:
    """Her key, and the names of the Task and the Communication, as the pull door hands them out."""
    sync.take_facts()
    clock.move(timedelta(hours=1, seconds=1))
    (fact,) = api_facts.page(client, None).facts
    task, words = (entry["resource"] for entry in fact["body"]["entry"][:2])
    names = [one["identifier"][0]["value"].removeprefix("urn:uuid:") for one in (task, words)]
    return task["for"]["identifier"]["value"], names[0], names[1]


def test_she_reads_it_with_her_worry(region: Region, client: FlaskClient) -> None:
    assert region.answers(sentences=["thanks-writing"]).status == 201
    html = signed_in(client, region.selam).get(f"/concerns/{region.concern}").get_data(as_text=True)
    assert "Region Nord" in html and "Kom på torsdag." in html
    (reply,) = region.replies()
    assert (reply.staff_id, reply.source, reply.words.keys) == (None, "Region Nord", ("thanks-writing",))
    assert concerns.own(region.concern, region.selam.id).state == "replied"
    told = {line.event for line in lines_about(region.selam.id)}
    assert {"concern.replied", "outside.written"} <= told


def test_nobody_here_has_to_answer_any_more(region: Region, client: FlaskClient) -> None:
    assert [one.kind for one in tasks.waiting_for(region.hanne.id, role="health-coordinator")] == ["concern"]
    region.answers()
    assert not tasks.waiting_for(region.hanne.id, role="health-coordinator")
    html = signed_in(client, region.hanne).get(f"/desk/concerns/{region.concern}").get_data(as_text=True)
    assert "Region Nord" in html and "Kom på torsdag." in html


def test_the_same_again_is_one_answer(region: Region, engine: str) -> None:
    assert [region.answers().status for _ in range(3)] == [201, 200, 200]
    assert region.answers("svar-2", text="Husk dit kort.").status == 201
    assert {one.words.own for one in region.replies()} == {"Kom på torsdag.", "Husk dit kort."}


def test_an_answer_is_never_changed(region: Region) -> None:
    version = region.answers().etag
    with pytest.raises(Faulty) as refused:
        inbound_items.keep(
            region.client, region.client.scopes, Given("replies", "svar-1", region.body(text="Nej"), version)
        )
    assert (refused.value.status, refused.value.faults[0].code) == (409, "ReplyStands")
    assert [one.words.own for one in region.replies()] == ["Kom på torsdag."]


def test_it_may_name_the_communication(region: Region) -> None:
    assert region.answers(concern=region.communication).status == 201


def test_after_her_withdrawal_no_answer_comes_in(region: Region) -> None:
    consent.withdraw(consent_id=region.consent, actor=region.selam.actor)
    assert refused(region) == (404, "NoSuchConcern")


def test_a_second_yes_does_not_open_what_was_told_under_the_first(region: Region) -> None:
    consent.withdraw(consent_id=region.consent, actor=region.selam.actor)
    says_yes_to(region.selam, region.client.unit_id, "health-coordinator")
    assert refused(region) == (404, "NoSuchConcern")


def test_a_worry_that_was_closed_gets_no_answer(region: Region) -> None:
    concerns.close(concern_id=region.concern, actor=region.selam.actor)
    assert refused(region) == (409, "IsClosed")


def test_a_closed_worry_is_told_to_the_region_before_it_answers(region: Region) -> None:
    concerns.close(concern_id=region.concern, actor=region.selam.actor)
    sync.take_facts()
    sync.take_facts()
    bodies = [fact["body"] for fact in api_facts.page(region.client, None).facts]  # the first one is not acknowledged
    tasks = [body["entry"][0]["resource"] for body in bodies]
    told = {(task["status"], task["identifier"][0]["value"]) for task in tasks}
    assert len(tasks) == 2 and told == {("cancelled", f"urn:uuid:{region.task}")}
    assert refused(region) == (409, "IsClosed")


def test_a_worry_that_never_went_there_cannot_be_answered(region: Region) -> None:
    """Its key here is no name there, and one that still waits to leave is not known there."""
    later = worries(region.selam, own="En anden dag")
    sync.take_facts()
    ours = uuid.uuid5(_namespace(region.client), f"Task:{later}")
    for name in (region.concern, later, ours, uuid.uuid4()):
        assert refused(region, concern=str(name)) == (404, "NoSuchConcern")


def test_another_health_unit_cannot_answer_it(region: Region) -> None:
    stranger, _secret = a_client(a_unit("health"), "Region Syd")
    with pytest.raises(Faulty) as fault:
        inbound_items.keep(stranger, stranger.scopes, Given("replies", "x", region.body()))
    assert (fault.value.status, fault.value.faults[0].element) == (404, "/person")


def test_another_system_of_the_same_unit_cannot_answer_it(region: Region) -> None:
    """It has its own names: those of its neighbour are worth nothing to it, also when it knows them."""
    other, _secret = a_client(region.client.unit_id, "Andet")
    with pytest.raises(Faulty) as fault:
        inbound_items.keep(other, other.scopes, Given("replies", "x", region.body()))
    assert fault.value.status == 404


def test_the_scope_is_for_health_units(runtime: object) -> None:
    with pytest.raises(ScopeRefused):
        api_clients.add(NewClient(a_unit("employment"), "KY", ["replies"]), actor=MADE_BY)


@pytest.mark.parametrize(
    ("more", "element"),
    [
        ({"text": ""}, "/text"),
        ({"text": "x" * 1001}, "/text"),
        ({"sentences": ["no-such"]}, "/sentences/0"),
        ({"language": "xx"}, "/language"),
        ({"concern": "sag"}, "/concern"),
        ({"staff": str(uuid.uuid4())}, "/"),
    ],
)
def test_what_is_wrong_is_named(region: Region, more: dict[str, Any], element: str) -> None:
    with pytest.raises(Faulty) as fault:
        region.answers(**more)
    assert fault.value.status == 422 and fault.value.faults[0].element in (element, "")


def test_as_fhir_it_is_a_communication(region: Region) -> None:
    resource = {
        "resourceType": "Communication",
        "identifier": [{"value": "svar-9"}],
        "status": "completed",
        "subject": {"identifier": {"value": region.person}},
        "inResponseTo": [{"identifier": {"value": f"urn:uuid:{region.communication}"}}],
        "payload": [{"contentString": "Ring til mig."}],
    }
    entry = {"resource": resource, "request": {"method": "PUT"}}
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": [entry]}
    asking = Asking(region.client, region.client.scopes, dry_run=False, at="Bundle.entry")
    (told,) = inbound_fhir.response(take(asking, inbound_fhir.entries_of(bundle)))["entry"]
    assert told["response"]["status"] == "201" and region.replies()[0].words.own == "Ring til mig."


def test_the_doors(region: Region, client: FlaskClient) -> None:
    call = Caller(client, a_token(region.client, region.secret))
    assert call("PUT", "/replies/svar-1?dry_run=true", region.body()).status_code == 201
    assert not region.replies()
    assert call("PUT", "/replies/svar-1", region.body()).status_code == 201
    assert call("GET", "/replies/svar-1").get_json()["text"] == "Kom på torsdag."
    assert call("DELETE", "/replies/svar-1").status_code == 405
    assert call("PUT", "/measures/m-1", {}).status_code == 403


def refused(region: Region, **more: Any) -> tuple[int, str]:
    with pytest.raises(Faulty) as fault:
        region.answers(**more)
    assert not region.replies()
    return fault.value.status, fault.value.faults[0].code


def _namespace(client: KnownClient) -> uuid.UUID:
    from companion.sync.receivers import namespace_of

    return namespace_of(client.receiver_id)
