"""“Call me”: a citizen asks to be called, with an interpreter if she wants; a phone may send it later."""

import uuid
from typing import Any

from flask import Blueprint, jsonify, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.rules import STAFF
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.foundation import intake
from companion.foundation.database import transaction
from companion.tasks import service
from companion.web.form_key import form_key
from companion.web.json_body import json_body
from companion.web.paths import local_path

tasks = Blueprint("tasks", __name__)


@tasks.post("/call-me")
@signed_in_as("citizen")
def call_me() -> Response:
    """Ask the responsible person to call."""
    key = form_key(request.form.get("key", ""))
    _ask(key, with_interpreter=request.form.get("with_interpreter") == "1")
    return redirect(local_path(request.form.get("next")), 303)


@tasks.post("/call-me/sealed")
@signed_in_as("citizen")
def call_me_sealed() -> Response:
    """The same, sealed on the phone while it had no connection."""
    item = intake.parse(json_body(), kind="call-me")
    content = intake.open_item(item, person=me().person_id)
    new = _ask(item.key, with_interpreter=_truly(content.get("with_interpreter")))
    response = jsonify(key=str(item.key), receipt=intake.receipt(item.key))
    response.status_code = 201 if new else 200
    return response


@tasks.post("/desk/tasks/<uuid:task_id>/done")
@signed_in_as(*STAFF)
def done(task_id: uuid.UUID) -> Response:
    """The owner has called, or done what was asked."""
    service.done(task_id=task_id, actor=me().actor)
    return redirect("/desk", 303)


def _ask(key: uuid.UUID, *, with_interpreter: bool) -> bool:
    citizen = me()
    with transaction():
        responsible = caseload.responsible_for(citizen.person_id)
        if responsible is None:
            raise service.NobodyToCall
        return service.ask_for_call(
            citizen=citizen.person_id,
            owner=responsible.person_id,
            key=key,
            with_interpreter=with_interpreter,
            actor=citizen.actor,
        )


def _truly(value: Any) -> bool:
    return value is True
