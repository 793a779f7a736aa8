"""What a phone sealed opens for its owner, once it is whole; anything else is refused in a sentence."""

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from companion.foundation import intake
from companion.foundation import runtime as runtimes
from companion.foundation.crypto import KeyRings, make_keys, read_keys
from companion.foundation.errors import Refusal
from companion.foundation.intake import DoesNotOpen, SealedForAnother
from companion.foundation.runtime import Runtime
from tests.people import Somebody
from tests.phone import CHECK_IN, base64url, of_kid, phone_of, tampered

AMINA = Somebody(uuid.uuid4(), "citizen")
NORA = Somebody(uuid.uuid4(), "citizen")


def opened(item: object, person: Somebody = AMINA, kind: str = "check-in") -> dict[str, Any]:
    return intake.open_item(intake.parse(item, kind=kind), person=person.id)


def test_it_works(runtime: Runtime) -> None:
    assert opened(phone_of(AMINA).seal(CHECK_IN)) == CHECK_IN


def test_an_item_of_another_person_is_kept_for_her(runtime: Runtime) -> None:
    with pytest.raises(SealedForAnother) as refused:
        opened(phone_of(NORA).seal(CHECK_IN))
    assert refused.value.status == 403


def test_an_item_under_another_name_does_not_open(runtime: Runtime) -> None:
    """Nora's item, passed off as Amina's by changing the outer name."""
    item = phone_of(NORA).seal(CHECK_IN)
    with pytest.raises(DoesNotOpen):
        opened({**item, "owner": intake.owner_token(AMINA.id)})


@pytest.mark.parametrize("field", ["ct", "iv", "epk"])
def test_a_tampered_item_does_not_open(runtime: Runtime, field: str) -> None:
    with pytest.raises(DoesNotOpen) as refused:
        opened(tampered(phone_of(AMINA).seal(CHECK_IN), field))
    assert refused.value.status == 422


def test_an_item_under_another_key_does_not_open(runtime: Runtime) -> None:
    with pytest.raises(DoesNotOpen):
        opened({**phone_of(AMINA).seal(CHECK_IN), "key": str(uuid.uuid4())})


def test_an_unknown_key_id_does_not_open(runtime: Runtime) -> None:
    with pytest.raises(DoesNotOpen):
        opened(of_kid(phone_of(AMINA), "0badc0de").seal(CHECK_IN))


def test_an_item_of_another_kind_is_refused(runtime: Runtime) -> None:
    item = phone_of(AMINA).seal(CHECK_IN)
    with pytest.raises(DoesNotOpen):
        opened(item, kind="call-me")
    with pytest.raises(DoesNotOpen):
        opened({**item, "kind": "call-me"}, kind="call-me")


@pytest.mark.parametrize("body", [None, [], "item", 5, {}, {"schema_version": 1, "kind": "check-in"}])
def test_a_body_that_is_no_item_is_refused(runtime: Runtime, body: object) -> None:
    with pytest.raises(DoesNotOpen):
        opened(body)


@pytest.mark.parametrize("version", [0, 2, "1", None, True, [1], {}])
def test_another_format_is_refused(runtime: Runtime, version: object) -> None:
    with pytest.raises(DoesNotOpen):
        opened({**phone_of(AMINA).seal(CHECK_IN), "schema_version": version})


@pytest.mark.parametrize("field", intake.FIELDS)
@pytest.mark.parametrize("value", [None, 5, [], "", "æ", "not base64 !", base64url(b"x" * 64)])
def test_a_broken_field_is_refused_and_never_a_fault(runtime: Runtime, field: str, value: object) -> None:
    with pytest.raises((DoesNotOpen, SealedForAnother)):
        opened({**phone_of(AMINA).seal(CHECK_IN), field: value})


@pytest.mark.parametrize("content", [[], "text", 5, None, b"\xff", b"{", b"", b"[" * 20_000, b"9" * 5000])
def test_content_that_is_no_object_is_refused(runtime: Runtime, content: object) -> None:
    with pytest.raises(DoesNotOpen):
        opened(phone_of(AMINA).seal(content))


def test_an_old_intake_key_opens_for_ever(runtime: Runtime, rings: KeyRings, tmp_path: Path) -> None:
    item = phone_of(AMINA).seal(CHECK_IN)
    make_keys(tmp_path / "new.json")
    newer = {**rings.rings["intake"], **read_keys(tmp_path / "new.json").rings["intake"]}
    with runtimes.bound(replace(runtime, keys=KeyRings({**rings.rings, "intake": newer}))):
        assert phone_of(AMINA).seal(CHECK_IN)["kid"] != item["kid"]
        assert opened(item) == CHECK_IN


def test_the_owners_name_tells_nobody_who_she_is(runtime: Runtime) -> None:
    token = intake.owner_token(AMINA.id)
    assert token != intake.owner_token(NORA.id)
    assert len(token) == 24 and str(AMINA.id)[:8] not in token


@pytest.mark.parametrize(
    ("key", "receipt"),
    [
        ("00000000-0000-4000-8000-000000000000", "0000 0000"),
        ("0000002a-0000-4000-8000-000000000000", "0000 0042"),
        ("ffffffff-0000-4000-8000-000000000000", "9496 7295"),
    ],
)
def test_the_receipt_is_made_of_the_key(key: str, receipt: str) -> None:
    assert intake.receipt(uuid.UUID(key)) == receipt


@pytest.mark.parametrize("refusal", [SealedForAnother, DoesNotOpen])
def test_a_refusal_says_that_nothing_is_lost(refusal: type[Refusal]) -> None:
    assert "telefonen" in refusal.sentence
