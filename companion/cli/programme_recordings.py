"""`companion programme record`: takes in a course text that somebody has read aloud."""

from pathlib import Path

import click

from companion.cli.ground import plainly
from companion.cli.installation import OPERATOR, installation


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--programme", "programme_id", required=True, help="Id of the course, such as toender-diabetes.")
@click.option("--block", required=True, help="Week and key of the text, such as 3.low-signs.")
@click.option("--language", required=True, help="Language that was read, such as ar.")
@plainly
def record(*, file: Path, programme_id: str, block: str, language: str) -> None:
    """Keep a sound file (webm, ogg, mp3, m4a or wav; 2 MB at most) as the voice of one course text.

    It is played to everybody as long as the text stays as it is; a new file takes the place of an older one.

    Example: companion programme record low-signs.webm --programme toender-diabetes --block 3.low-signs --language ar
    """
    from companion.foundation.errors import NotFound
    from companion.language import sounds
    from companion.programmes import recordings

    if file.stat().st_size > sounds.MOST_BYTES:
        raise click.ClickException(f"{file} is larger than {sounds.MOST_BYTES:,} bytes. Record it in parts.")
    with installation():
        try:
            recordings.store(
                programme_id=programme_id, block=block, language=language, sound=file.read_bytes(), actor=OPERATOR
            )
        except NotFound:
            raise click.ClickException(
                f"There is no text '{block}' of '{programme_id}' in '{language}'. Look into the template."
            ) from None
        except sounds.NotASound:
            raise click.ClickException(f"{file} is no webm, ogg, mp3, m4a or wav file by its first bytes.") from None
    click.echo("Kept.")
