"""`companion people …`, the part about who is there for whom: relate, absent, leave, end, correct."""

from datetime import date, datetime, timedelta
from uuid import UUID

import click

from companion.cli.ground import plainly
from companion.cli.installation import NOBODY, OPERATOR, installation
from companion.foundation.errors import Conflict, Invalid, NotFound, Refusal

NO_STAFF = "That person is no contact of citizens today: give a role with a unit first."
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("relate")
@click.argument("citizen", type=click.UUID)
@click.argument("staff", type=click.UUID)
@click.option("--responsible", is_flag=True, help="Responsible from today; whoever was stays around without it.")
@plainly
def relate(*, citizen: UUID, staff: UUID, responsible: bool) -> None:
    """Let a member of staff be there for a citizen from today.

    Example: companion people relate 5d1c… 8a02… --responsible
    """
    from companion.accounts.contacts import contacts
    from companion.caseload import relations, service

    with installation():
        contact = contacts([staff]).get(staff)
        if contact is None:
            raise click.ClickException(NO_STAFF)
        _require_citizen(citizen)
        try:
            if responsible:
                relations.put_in_charge(citizen=citizen, contact=contact, actor=OPERATOR)
            elif citizen not in {charge.citizen_id for charge in service.charges_of(staff) if charge.lasting}:
                place = {"role": contact.role, "unit": contact.unit_id}
                service.relate(citizen=citizen, staff=staff, responsible=False, actor=OPERATOR, **place)  # type: ignore[arg-type] # one of each
        except Conflict as fault:
            raise click.ClickException(_plain(fault)) from None
    click.echo("From today.")


@click.command("unrelate")
@click.argument("citizen", type=click.UUID)
@click.argument("staff", type=click.UUID)
@plainly
def unrelate(*, citizen: UUID, staff: UUID) -> None:
    """End a relation today; the citizen sees it, and the unit's desk shows a gap if nobody is responsible now.

    Example: companion people unrelate 5d1c… 8a02…
    """
    from companion.caseload import relations
    from companion.foundation.origin import OwnedElsewhere

    with installation():
        try:
            relations.end(citizen=citizen, staff=staff, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("There is no such relation today.") from None
        except OwnedElsewhere as fault:
            raise click.ClickException(f"It comes from {fault.words['source']}: end it there.") from None
    click.echo("Ended.")


@click.command("absent")
@click.argument("staff", type=click.UUID)
@click.option("--from", "starts_on", type=DAY, required=True, help="First day away, such as 2026-12-01.")
@click.option("--back", "back_on", type=DAY, required=True, help="First day at work again.")
@click.option("--cover", type=click.UUID, required=True, help="Who covers: same kind of role, with a phone.")
@plainly
def absent(*, staff: UUID, starts_on: datetime, back_on: datetime, cover: UUID) -> None:
    """Enter an absence for a colleague who cannot: citizens see who covers and until when, not why.

    Example: companion people absent 8a02… --from 2026-12-01 --back 2026-12-08 --cover 77f3…
    """
    from companion.caseload import absence

    days = {"starts_on": starts_on.date(), "back_on": back_on.date()}
    with installation():
        try:
            absence.enter(staff=staff, cover=cover, actor=OPERATOR, **days)
        except Refusal as fault:
            raise click.ClickException(_plain(fault)) from None
    click.echo(f"Away from {days['starts_on']}, back on {days['back_on']}.")


@click.command("leave")
@click.argument("staff", type=click.UUID)
@click.option("--to", "receiver", type=click.UUID, help="Who gets all citizens, meetings, cards, tasks, programmes.")
@plainly
def leave(*, staff: UUID, receiver: UUID | None) -> None:
    """A member of staff leaves: hand everything over, then close the account; without --to the gaps are shown.

    Example: companion people leave 8a02… --to 77f3…
    """
    from companion.caseload import leaving
    from companion.desk import handing_over
    from companion.foundation.database import transaction

    with installation():
        try:
            with transaction():
                held = handing_over.held_by(staff)
                if receiver and held:
                    handing_over.hand_over(citizens=held, giver=staff, receiver=receiver, actor=OPERATOR)
                leaving.disable(person=staff, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
        except Refusal as fault:
            raise click.ClickException(f"{_plain(fault)} Nothing has changed.") from None
    click.echo("The account is closed.")
    if receiver:
        click.echo(f"Handed over: {len(held)} citizens with all that belongs to them.")
    elif held:
        click.echo(f"{len(held)} citizens wait with nobody. Their units see them under /desk/gaps:")
        for citizen in sorted(held):
            click.echo(f"  {citizen}")


@click.command("end")
@click.argument("citizen", type=click.UUID)
@click.option("--yes", is_flag=True, help="I mean it: relations, consents and messages end today.")
@plainly
def end(*, citizen: UUID, yes: bool) -> None:
    """End a citizen's case, or note a move: readable for 90 days, then erased.

    Example: companion people end 5d1c… --yes
    """
    from companion.accounts.rules import READABLE_DAYS
    from companion.desk import ending
    from companion.foundation import clock

    if not yes:
        raise click.ClickException("Everything about this case ends today. Say --yes if you mean it.")
    with installation():
        try:
            ending.end(citizen=citizen, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
        except Conflict:
            raise click.ClickException("That case has ended before.") from None
        last: date = clock.today() + timedelta(days=READABLE_DAYS)
    click.echo(f"Ended. Readable until {last}, then erased.")


@click.command("reopen")
@click.argument("citizen", type=click.UUID)
@plainly
def reopen(*, citizen: UUID) -> None:
    """Open an ended case again before it is erased; relations and consents begin anew.

    Example: companion people reopen 5d1c…
    """
    from companion.accounts import ended

    with installation():
        try:
            ended.reopen(citizen=citizen, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("No ended case of that person can be read any more.") from None
    click.echo("Open again. Next: companion people relate")


@click.command("correct")
@click.argument("person", type=click.UUID)
@click.option("--name", help="The right name.")
@click.option("--phone", help="The right number; an empty one takes it away.")
@plainly
def correct(*, person: UUID, name: str | None, phone: str | None) -> None:
    """Put a person's name or own phone number right; a citizen sees that it was done.

    Example: companion people correct 5d1c… --name "Amina Al-Haddad"
    """
    from companion.accounts import service

    with installation():
        try:
            service.correct(person=person, name=name, phone=phone, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
        except Invalid:
            raise click.ClickException("Say --name or --phone: a name of 1 to 200, a number of at most 20.") from None
    click.echo("Corrected.")


def _require_citizen(person: UUID) -> None:
    from companion.accounts.active import role_today
    from companion.accounts.rules import CITIZEN

    if role_today(person) != CITIZEN:
        raise click.ClickException(NOBODY)


def _plain(fault: Refusal) -> str:
    """A refusal's own sentence says in English what the class is called."""
    return {
        "CaseloadFull": "The consultant has 25 citizens, the limit of IPS: choose another.",
        "HasEnded": "That case has ended: companion people reopen first.",
        "OtherSide": "Hand over within employment or within health: the other side may see other things.",
        "NobodyChosen": "Choose a colleague with a role today.",
        "NoCover": "The cover needs a phone, another name and the same kind of role.",
        "CoverIsAway": "The cover is away on some of these days.",
        "AwayAlready": "Some of these days are entered already.",
        "WrongDays": "The first day is today or later, the day of being back after it, at most 400 days ahead.",
    }.get(type(fault).__name__, type(fault).__name__)


CARE = (relate, unrelate, absent, leave, end, reopen, correct)
