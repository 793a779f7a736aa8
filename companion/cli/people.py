"""`companion people`: units, staff and citizens of an installation, from the first administrator on."""

from datetime import time
from uuid import UUID

import click

from companion.accounts.rules import CITIZEN, ROLES
from companion.accounts.service import Hours
from companion.cli.care import CARE
from companion.cli.ground import plainly
from companion.cli.installation import NOBODY, OPERATOR, installation
from companion.cli.links import link
from companion.cli.merging import merge, split
from companion.foundation.errors import NotFound

NO_UNIT = "There is no such unit. See: companion people unit list"
ADULTS_ONLY = (
    "Nobody says that this person is 18. Say so with --adult after seeing proof of age; "
    "accounts for the young need COMPANION_ALLOW_UNDER_18=true, interpreters are always adults."
)


@click.group()
def people() -> None:
    """Units, staff and citizens.

    \b
    Example, the first day of an installation:
      companion people unit add --kind employment --name "Jobafdelingen" --phone "72 00 00 00"
      companion people add --role administrator --name "Ole Brandt" --unit 0b6f…
      companion invite 5d1c…
    """


people.add_command(link)
people.add_command(merge)
people.add_command(split)
for command in CARE:
    people.add_command(command)


@people.command("add")
@click.option("--name", required=True, help="Full name, as citizens read it.")
@click.option("--role", type=click.Choice(ROLES), default=CITIZEN, show_default=True, help="First role.")
@click.option("--language", default="da", show_default=True, help="Code from translations/locales.toml.")
@click.option("--phone", help="Phone number; of staff, the one citizens call.")
@click.option("--unit", type=click.UUID, help="Id of the unit; contacts of citizens need one.")
@click.option("--hours", default="9-15", show_default=True, help="When staff can be called, whole hours.")
@click.option("--adult", is_flag=True, help="I have seen proof that the person is 18 or older.")
@plainly
def add(*, name: str, role: str, language: str, phone: str | None, unit: UUID | None, hours: str, adult: bool) -> None:
    """Add a person with a first role; prints the id. Citizens and interpreters need --adult.

    \b
    Examples:
      companion people add --name "Amina Haddad" --language ar --phone "20 00 00 00" --adult
      companion people add --role caseworker --name "Peter Dam" --phone "72 00 00 02" --unit 0b6f…
    """
    from companion.accounts.enrolment import Newcomer, NotAdult, UnitNeeded, enrol

    _known_language(language)
    called = None if role == CITIZEN else _hours(hours)
    newcomer = Newcomer(name.strip(), language, role, phone, unit, called, attested_adult=adult)
    with installation():
        try:
            person = enrol(newcomer, actor=OPERATOR)
        except NotAdult:
            raise click.ClickException(ADULTS_ONLY) from None
        except UnitNeeded:
            raise click.ClickException("This role belongs to a unit: add --unit.") from None
        except NotFound:
            raise click.ClickException(NO_UNIT) from None
    click.echo(f"person  {person}\nLet {name.strip()} in with: companion invite {person}")


@people.command("list")
@click.option("--role", type=click.Choice(ROLES), help="Only who holds this role today.")
@click.option("--name", default="", help="Only names that contain this.")
@click.option("--after", default=0, show_default=True, help="Leave out so many from the beginning.")
@plainly
def list_people(*, role: str | None, name: str, after: int) -> None:
    """List people with their roles today, 200 at a time; nothing of anybody's case.

    Example: companion people list --role administrator
    """
    from companion.accounts.roll import PAGE, roll

    with installation():
        found = roll(role=role, name=name, after=after)
    for one in found:
        closed = "  closed" if one.disabled_at else ""
        unit = f" at {one.unit_name['da']}" if one.unit_name else ""
        click.echo(f"{one.person_id}  {one.name}  {one.role or 'no role today'}{unit}{closed}")
    if len(found) == PAGE:
        click.echo(f"There are more: --after {after + PAGE}")
    elif not found:
        click.echo("Nobody.")


@people.command("disable")
@click.argument("person", type=click.UUID)
@plainly
def disable(*, person: UUID) -> None:
    """Close an account at once: every phone is signed out, codes and cards end, no way in is left.

    Example: companion people disable 5d1c…
    """
    from companion.caseload import leaving

    with installation():
        try:
            without = leaving.disable(person=person, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
    click.echo("The account is closed. All phones are signed out; codes and cards have ended.")
    if without:
        click.echo(f"Citizens without a responsible person now: {len(without)}. Give each of them somebody:")
        for citizen in without:
            click.echo(f"  {citizen}")


@people.command("sign-out")
@click.argument("person", type=click.UUID)
@plainly
def sign_out(*, person: UUID) -> None:
    """Sign somebody out on every phone at once, for a lost phone or a doubt; the account stays open.

    Example: companion people sign-out 5d1c…
    """
    from companion.accounts import leaving

    with installation():
        try:
            ended = leaving.sign_out_everywhere(person=person, actor=OPERATOR)
        except NotFound:
            raise click.ClickException(NOBODY) from None
    click.echo(f"Signed out on {ended} phones. Passkeys and cards still work: let the owner end the lost ones.")


@people.group("role")
def roles() -> None:
    """Give and end roles; both count from today.

    Example: companion people role give 5d1c… therapist --unit 0b6f…
    """


@roles.command("give")
@click.argument("person", type=click.UUID)
@click.argument("role", type=click.Choice([role for role in ROLES if role != CITIZEN]))
@click.option("--unit", type=click.UUID, help="Id of the unit; contacts of citizens need one.")
@click.option("--phone", help="The number citizens call.")
@click.option("--hours", default="9-15", show_default=True, help="When to call, whole hours.")
@plainly
def give(*, person: UUID, role: str, unit: UUID | None, phone: str | None, hours: str) -> None:
    """Give somebody a role from today.

    Example: companion people role give 5d1c… therapist --unit 0b6f… --phone "72 00 00 03"
    """
    from companion.accounts import service
    from companion.accounts.enrolment import UnitNeeded, refuse_without_unit

    with installation():
        try:
            refuse_without_unit(role, unit)
        except UnitNeeded:
            raise click.ClickException("This role belongs to a unit: add --unit.") from None
        except NotFound:
            raise click.ClickException(NO_UNIT) from None
        try:
            service.person(person)
        except NotFound:
            raise click.ClickException(NOBODY) from None
        service.give_role(person=person, role=role, unit=unit, phone=phone, hours=_hours(hours), actor=OPERATOR)
    click.echo("Given from today.")


@roles.command("end")
@click.argument("person", type=click.UUID)
@click.argument("role", type=click.Choice(ROLES))
@plainly
def end(*, person: UUID, role: str) -> None:
    """End somebody's role today; with no role left, the next page asks to sign in.

    Example: companion people role end 5d1c… therapist
    """
    from companion.accounts.roll import end_role

    with installation():
        try:
            end_role(person=person, role=role, actor=OPERATOR)
        except NotFound:
            raise click.ClickException("That person does not hold this role today.") from None
    click.echo("Ended.")


@people.group("unit")
def units() -> None:
    """Units of the municipality; kinds are data: employment, health, or your own.

    Example: companion people unit list
    """


@units.command("add")
@click.option("--kind", required=True, help="employment, health, or a kind of your own.")
@click.option("--name", required=True, help="Its Danish name.")
@click.option("--phone", required=True, help="Its main number.")
@plainly
def add_unit(*, kind: str, name: str, phone: str) -> None:
    """Add a unit, valid from today; prints the id.

    Example: companion people unit add --kind health --name "Sundhedscentret" --phone "72 00 00 00"
    """
    from companion.accounts import service

    with installation():
        unit = service.add_unit(kind=kind, name={"da": name}, phone=phone)
    click.echo(f"unit  {unit}")


@units.command("list")
@plainly
def list_units() -> None:
    """List the units that exist today.

    Example: companion people unit list
    """
    from companion.accounts import service

    with installation():
        found = service.units_today()
    for one in found:
        click.echo(f"{one.id}  {one.kind}  {one.name['da']}  {one.phone}")


def _known_language(code: str) -> None:
    from companion.language.table import languages

    if code not in languages():
        raise click.ClickException(f"No language is called {code}. Known: {', '.join(sorted(languages()))}.")


def _hours(text: str) -> Hours:
    start, _, end = text.partition("-")
    try:
        hours = Hours(time(int(start)), time(int(end)))
    except ValueError:
        raise click.ClickException("Hours are two whole hours such as 9-15.") from None
    if hours.start >= hours.end:
        raise click.ClickException("Hours are two whole hours such as 9-15.")
    return hours
