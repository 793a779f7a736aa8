"""What every national service behind the seam keeps: once per webhook-id, always an answer, a receipt in the end."""

from datetime import UTC, datetime

import pytest

from companion.sync import signing
from companion.sync.gateway import Gateway, Letter
from companion.sync.national import FakeNationalService, NationalGateway, NationalService
from companion.sync.rules import Verdict, verdict
from tests.sync.sharing import SECRET

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def service() -> NationalService:
    """The only one there is without an agreement."""
    return FakeNationalService(known={"her-key": "their-key"})


def a_letter(webhook_id: str = "w-1") -> Letter:
    headers = signing.headers(webhook_id=webhook_id, at=AT, body=b"{}", signed_with=[SECRET])
    return Letter("https://register.example.dk/", headers, b"{}")


def test_it_works(service: NationalService) -> None:
    gateway: Gateway = NationalGateway(service)
    assert verdict(gateway.post(a_letter(), begin_within=5), attempts=1) is Verdict.DELIVERED
    assert service.identify("her-key") == "their-key"


def test_a_letter_is_there_once_and_its_receipt_becomes_final(service: NationalService) -> None:
    for _ in range(2):
        service.send(a_letter(), begin_within=5)
    seen = [service.receipt("w-1") for _ in range(2)]
    assert [one.is_final for one in seen if one] == [False, True]
    assert len({one.number for one in seen if one}) == 1


def test_nobody_and_nothing_is_none(service: NationalService) -> None:
    assert service.identify("somebody") is None
    assert service.receipt("w-2") is None


def test_too_late_is_not_taken(service: NationalService) -> None:
    assert service.send(a_letter(), begin_within=0).arrived is False
    assert service.receipt("w-1") is None
