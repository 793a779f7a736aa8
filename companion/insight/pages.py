"""`/desk/insight`: figures of closed quarters for staff, and figures others published."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import reading
from companion.insight import outside, service, spreadsheet, wording
from companion.insight.bars import chart
from companion.insight.outside import DayWrong, PercentWrong, TextMissing
from companion.insight.service import Published, Readable
from companion.insight.shares import unreachable
from companion.language.words import words
from companion.web import reader
from companion.web.page import page

insight = Blueprint("insight", __name__)
READERS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES, "administrator")
FIELD_OF = {TextMissing: "what", PercentWrong: "percent", DayWrong: "published_on"}


@insight.get("/desk/insight")
@signed_in_as(*READERS)
def newest() -> AnyResponse:
    """The newest published quarter, and the way to older ones."""
    found = service.published()
    return _shown(found[0] if found else None)


@insight.get("/desk/insight/<uuid:publication>")
@signed_in_as(*READERS)
def older(publication: UUID) -> AnyResponse:
    """One published quarter."""
    tables = service.tables_of(publication, role=me().role)
    return _shown(next(one for one in service.published() if one.id == publication), tables)


@insight.get("/desk/insight/tables/<uuid:table_id>.csv")
@signed_in_as(*READERS)
def as_csv(table_id: UUID) -> AnyResponse:
    """One table for a spreadsheet, in the reader's language."""
    quarter, table = service.table(table_id, role=me().role)
    language = reader.current().language
    said = spreadsheet.Words(
        lambda label: wording.plain_label(label, language), words(language.code).plain(wording.TOTAL)
    )
    response = Response(spreadsheet.written(table, said), mimetype="text/csv")
    name = f"{table.key}-{quarter.begins.year}-{quarter.quarter.number}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@insight.get("/desk/insight/figures")
@signed_in_as("administrator")
def figures() -> AnyResponse:
    """What others published, and forms to enter one or many."""
    return _figures()


@insight.post("/desk/insight/figures")
@signed_in_as("administrator")
def enter() -> AnyResponse:
    """One figure with its source and day."""
    typed = request.form.to_dict()
    try:
        _enter(typed)
    except (TextMissing, PercentWrong, DayWrong) as fault:
        return _figures(status=422, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return redirect("/desk/insight/figures", 303)


@insight.post("/desk/insight/figures/<uuid:figure_id>/remove")
@signed_in_as("administrator")
def remove(figure_id: UUID) -> AnyResponse:
    """A figure no longer stands beside ours."""
    outside.remove(figure_id=figure_id, actor=me().actor)
    return redirect("/desk/insight/figures", 303)


def _enter(typed: dict[str, str]) -> None:
    outside.enter(
        what=typed.get("what", ""),
        area=typed.get("area", ""),
        percent=typed.get("percent", ""),
        source=typed.get("source", ""),
        published_on=spreadsheet.day(typed.get("published_on", "")),
        actor=me().actor,
    )


def _shown(quarter: Published | None, tables: list[Readable] | Any = None) -> AnyResponse:
    with reading():
        readable = tables if tables is not None or quarter is None else service.tables_of(quarter.id, role=me().role)
        return page(
            "insight/insight.html",
            quarter=quarter,
            tables=[(one.id, one.table, chart(one.table), unreachable(one.table)) for one in readable or ()],
            quarters=service.published(),
            figures=outside.figures(),
            titles=wording.TITLES,
            about=wording.ABOUT,
            labels=wording.LABELS,
            may_enter=me().role == "administrator",
        )


def _figures(*, status: int = 200, **typed: Any) -> AnyResponse:
    return page(
        "insight/figures.html",
        status=status,
        figures=outside.figures(),
        **{"typed": {}, "errors": [], **typed},
    )
