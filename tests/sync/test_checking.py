"""`companion sync check`: the reference receiver passes, receivers that are careless do not."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli import main
from companion.foundation import clock
from companion.sync import checking, signing
from companion.sync.rules import Answer
from companion.sync.sending import HttpGateway
from tests.sync.receiving import receiving
from tests.sync.sharing import SECRET, RecordingGateway

NOW = clock.SystemClock().now


def tried(gateway: object, form: str = "fhir") -> dict[str, bool]:
    found = checking.check(address="https://a.example.dk/", secret=SECRET, form=form, gateway=gateway, now=NOW())  # type: ignore[arg-type]
    return {one.name: one.is_fine for one in found}


@pytest.mark.parametrize("form", ["fhir", "cloudevents"])
def test_the_reference_receiver_passes(tmp_path: Path, form: str) -> None:
    with receiving(tmp_path / "held.db", clock.SystemClock()) as receiver, HttpGateway(allow_private=True) as real:
        found = list(checking.check(address=receiver.address, secret=SECRET, form=form, gateway=real, now=NOW()))
    assert [one.name for one in found if not one.is_fine] == []
    assert len(found) == 9


def test_who_says_yes_to_everything_is_told(tmp_path: Path) -> None:
    found = tried(RecordingGateway())
    assert [name for name, is_fine in found.items() if not is_fine] == [
        "a signature by somebody else is refused",
        "a call ten minutes old is refused",
        "a body without content is refused",
    ]


def test_a_redirect_or_silence_is_no_yes() -> None:
    found = tried(RecordingGateway([Answer(302, "http-302", arrived=False), Answer(None, "timeout")]))
    assert not found["a genuine call is accepted"] and not found["the same call once more is accepted"]


def test_the_command_tells_line_by_line(tmp_path: Path) -> None:
    with receiving(tmp_path / "held.db", clock.SystemClock()) as receiver:
        words = ["sync", "check", receiver.address, "--secret", SECRET, "--allow-private"]
        told = CliRunner().invoke(main, words)
    assert (told.exit_code, told.output.count("ok ")) == (0, 9)


def test_the_command_ends_with_1_when_something_is_wrong() -> None:
    words = ["sync", "check", "http://127.0.0.1:9/", "--secret", SECRET]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 1
    assert "address-not-https" in told.output


def test_a_bad_secret_is_told() -> None:
    with pytest.raises(signing.BadSecret):
        list(checking.check(address="", secret="geheim", form="fhir", gateway=RecordingGateway(), now=NOW()))
