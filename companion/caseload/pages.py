"""`/team`: everybody around the citizen, when to call, when to drop in, and who covers; works without a connection."""

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.caseload.standing import standing_for, unit_of
from companion.caseload.team import team_of
from companion.foundation.database import reading
from companion.web.page import page

team_room = Blueprint("team", __name__)


@team_room.get("/team")
@signed_in_as("citizen", keep="own")
def team() -> Response:
    """Who is there for her, the responsible person first; where nobody is, a number."""
    citizen = me().person_id
    with reading():
        return page(
            "caseload/team.html",
            members=team_of(citizen),
            standing=standing_for(citizen),
            unit=unit_of(citizen),
        )
