"""`companion keys`: a new newest key for a ring, and everything sealed brought under it."""

import click

from companion.cli.ground import plainly, read_settings, ready_runtime
from companion.foundation import key_file, runtime
from companion.foundation.crypto import read_keys

NEXT = {
    "fields": "Restart serve and worker together, then run: companion keys reseal",
    "intake": "Restart serve and worker. Phones take the new key when they next have a connection; the old one stays.",
    "session": "Restart serve. Nobody is signed out: sign-ins stand in the database.",
    "pepper": "Restart serve and worker. What was stored under the older pepper is still found.",
    "vapid": "Restart serve and worker. Phones take the new key as they open the app; until then the old one serves.",
    "audit": "Restart serve and worker. The older key is needed to verify the older part of the chain.",
}


@click.group()
def keys() -> None:
    """The key rings of this installation: what there is, a new newest key, and everything sealed under it.

    Running processes read the keys when they start: a restart follows every rotation. Back the key file up after it.

    Example: companion keys list
    """


@keys.command("list")
@plainly
def list_keys() -> None:
    """The ids of all keys by ring, oldest first; never a secret.

    Example: companion keys list
    """
    rings = read_keys(read_settings().key_file)
    for ring, known in rings.rings.items():
        click.echo(f"{ring:<8} {' '.join(known)}  (newest: {rings.newest(ring)[0]})")
    for ring in rings.missing:
        click.echo(f"{ring:<8} missing; add it with: companion init")


@keys.command()
@click.argument("ring", type=click.Choice(key_file.ALL_RINGS))
@plainly
def rotate(*, ring: str) -> None:
    """Give RING a new newest key; the old ones stay and still open what they sealed.

    The file is replaced as a whole or not at all. Restart serve and worker afterwards: they read keys when they start.

    Example: companion keys rotate fields
    """
    path = read_settings().key_file
    made = key_file.rotate(path, ring)
    click.echo(f"{ring}: the newest key is now {made}. Back up {path} now.")
    click.echo(NEXT[ring])


@keys.command()
@click.option("--restarted", is_flag=True, help="Say that serve and worker were restarted since the rotation.")
@plainly
def reseal(*, restarted: bool) -> None:
    """Seal every sealed column with the newest key of the ring `fields`. Stopped half-way, run it again.

    A process that was not restarted since the rotation cannot open what is sealed with the new key.

    Example: companion keys reseal --restarted
    """
    if not restarted:
        click.confirm("Were serve and worker restarted since `companion keys rotate fields`?", abort=True)
    made = ready_runtime(read_settings())
    try:
        with runtime.bound(made):
            closed = _reseal_all()
    finally:
        made.database.close()
    if closed:
        raise click.ClickException(f"{closed} sealed values open with none of our keys. Restore the key they need.")
    click.echo("Everything sealed is under the newest key.")


def _reseal_all() -> int:
    from companion.foundation import sealed
    from companion.migrations.metadata import METADATA  # every room's records, so that no column is forgotten

    closed = 0
    assert METADATA.tables  # noqa: S101 - loaded for what it declares
    for column in sealed.columns():
        number = sealed.waiting(column)
        for told in sealed.reseal(column):
            click.echo(f"{told.place}: {told.anew} of {number}", err=True)
        click.echo(f"{told.place}: {told.anew} of {number} sealed anew, {told.closed} do not open")
        closed += told.closed
    return closed
