"""Every plan of the demo, laid for real: no card without owner, role, phone and purpose (S1, S38)."""

from pathlib import Path

from sqlalchemy import select

from companion.cli.demo_fill import fill, prepare
from companion.foundation import config, runtime
from companion.foundation.clock import SystemClock
from companion.foundation.database import reading
from companion.foundation.runtime import open_runtime
from companion.plan import service as plans
from companion.plan.records import Plan
from companion.plan.service import PlanView

FEWEST = 9  # the citizens of the demo page


def test_no_card_without_owner_role_phone_and_purpose(tmp_path: Path) -> None:
    laid = demo_plans(tmp_path)
    assert len(laid) >= FEWEST
    cards = [card for plan in laid for card in plan.cards]
    assert len(cards) > len(laid)
    assert not [card.title["da"] for card in cards if not (card.owner and card.owner.phone and card.owner_role)]
    assert not [card.title["da"] for card in cards if not card.why["da"].strip()]
    assert all(plan.purpose["da"].strip() for plan in laid)


def demo_plans(folder: Path) -> list[PlanView]:
    """The plans of a demo as `companion demo` makes it, today."""
    settings = config.read(
        database_url=f"sqlite:///{folder / 'demo.db'}",
        key_file=folder / "keys.json",
        demo=True,
        sync_allow_private=True,
    )
    prepare(settings)
    ground = open_runtime(settings, SystemClock())
    with runtime.bound(ground):
        fill("http://127.0.0.1:9", "whsec_" + "A" * 32)
        with reading() as db:
            citizens = db.scalars(select(Plan.citizen_id)).all()
        found = [plans.for_citizen(citizen) for citizen in citizens]
    ground.database.close()
    return [plan for plan in found if plan is not None]
