"""`/admin/receivers`, `/admin/programmes`, `/admin/languages`: what goes out, what is offered, in which languages."""

from uuid import UUID

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts import units
from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import journal, runtime
from companion.language.provenance import of_interface
from companion.language.table import languages
from companion.programmes.checked import checked
from companion.sync import again, operating, overdue
from companion.sync import service as sync
from companion.sync.overdue import Waiting
from companion.web.page import page

admin_system = Blueprint("admin_system", __name__)


@admin_system.get("/admin/receivers")
@signed_in_as(ADMINISTRATOR)
def receivers() -> Response:
    """Who takes what citizens release, and what needs somebody: counts without anybody behind them; ended ones last."""
    found, waiting = sorted(sync.receivers(), key=lambda one: one.ended_at is not None), overdue.waiting()
    return page(
        "admin/receivers.html",
        receivers=[(one, units.one(one.unit_id), waiting.get(one.id, Waiting())) for one in found],
        failed=journal.failed(),
    )


@admin_system.post("/admin/receivers/<uuid:receiver>/resume")
@signed_in_as(ADMINISTRATOR)
def resume(receiver: UUID) -> Response:
    """A paused receiver is called again."""
    sync.resume(receiver_id=receiver, actor=me().actor)
    return redirect("/admin/receivers", 303)


@admin_system.post("/admin/receivers/<uuid:receiver>/pause")
@signed_in_as(ADMINISTRATOR)
def pause(receiver: UUID) -> Response:
    """Nobody calls it until somebody opens it again."""
    operating.pause(receiver_id=receiver, actor=me().actor)
    return redirect("/admin/receivers", 303)


@admin_system.post("/admin/receivers/<uuid:receiver>/redrive")
@signed_in_as(ADMINISTRATOR)
def redrive(receiver: UUID) -> Response:
    """What it refused and what was given up is sent once more; consent is asked again for each."""
    again.redrive(receiver_id=receiver, actor=me().actor)
    return redirect("/admin/receivers", 303)


@admin_system.get("/admin/programmes")
@signed_in_as(ADMINISTRATOR)
def programmes() -> Response:
    """Every template with what the validator says."""
    return page("admin/programmes.html", templates=checked(), known=languages())


@admin_system.get("/admin/languages")
@signed_in_as(ADMINISTRATOR)
def offered() -> Response:
    """Which languages are known, which are offered, and where their texts come from."""
    chosen = runtime.current().config.offered_languages
    known = [
        (one, one.code in chosen, of_interface(one.code) if one.catalogue else None) for one in languages().values()
    ]
    return page("admin/languages.html", known_languages=sorted(known, key=lambda row: not row[1]))
