"""One full pass over what waits, without any queue: facts become deliveries, and what is due is sent."""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

from companion.foundation import audit_seals, runtime
from companion.foundation.runtime import Runtime
from companion.interpreting import ending as talks
from companion.nudges import lost_phones
from companion.nudges import service as nudges
from companion.nudges.gateway import NoPhones, Phones
from companion.plan import chasing
from companion.sync import nightly
from companion.sync import service as sync
from companion.sync.gateway import Gateway
from companion.worker import dispatch, figures, retention

_log = logging.getLogger("companion.worker")


@dataclass(frozen=True)
class Pass:
    """What one pass did: facts taken, and deliveries and messages by what became of them."""

    facts: int
    deliveries: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)


def once(
    bound_to: Runtime,
    *,
    gateway: Gateway | None = None,
    phones: Phones | None = None,
    stopped: Callable[[], bool] = lambda: False,
    slots: int | None = None,
) -> Pass:
    """One pass; the same again finds nothing left to do. Without a gateway it opens the real one."""
    with runtime.bound(bound_to):
        _seal_the_audit()
        _ask_about_plans()
        _ask_about_phones()
        _end_talks()
        facts = dispatch.take_facts()
        messages = _tell_citizens(phones or NoPhones(), stopped)
        try:
            with nullcontext(gateway) if gateway else sync.open_gateway() as real:
                return Pass(facts, sync.drain(gateway=real, stopped=stopped, slots=slots), messages)
        finally:
            _write_files()
            _publish_figures()
            retention.if_due(stopped=stopped)


def _tell_citizens(phones: Phones, stopped: Callable[[], bool]) -> Counter[str]:
    try:
        return nudges.drain(phones=phones, stopped=stopped)
    except Exception:  # noqa: BLE001 - what people released goes out meanwhile; the next pass tells the rest
        _log.exception("messages were not sent")
        return Counter()


def _seal_the_audit() -> None:
    try:
        audit_seals.seal()
    except Exception:  # noqa: BLE001 - the next pass seals it; what people released goes out meanwhile
        _log.exception("the audit was not sealed")


def _end_talks() -> None:
    try:
        talks.end_overdue()
    except Exception:  # noqa: BLE001 - the next pass ends them; nobody gets in meanwhile
        _log.exception("conversations were not ended")


def _ask_about_plans() -> None:
    try:
        chasing.ask_what_is_due()
    except Exception:  # noqa: BLE001 - the next pass asks; what people released goes out meanwhile
        _log.exception("owners were not asked about their cards")


def _ask_about_phones() -> None:
    try:
        lost_phones.look()
    except Exception:  # noqa: BLE001 - the next pass asks; what people released goes out meanwhile
        _log.exception("nobody was asked to call whose last phone went")


def _write_files() -> None:
    try:
        nightly.if_due()
    except Exception:  # noqa: BLE001 - the next pass writes them; what is too old must go meanwhile
        _log.exception("the files of the night were not written")


def _publish_figures() -> None:
    try:
        figures.if_due()
    except Exception:  # noqa: BLE001 - the next pass counts them; what is too old must go meanwhile
        _log.exception("figures were not published")
