"""Which programmes somebody new can begin: all that ship or that the municipality wrote, but those switched off here.

Whoever is in one goes on, and reads on: only nobody new begins it, and no new group is made.
"""

from companion.foundation import audit, choices
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.programmes import templates
from companion.programmes.template_errors import TemplateError

ABOUT, OFF = "programme:", "off"


def is_on(programme_id: str) -> bool:
    """Whether somebody new can begin it."""
    return choices.value(f"{ABOUT}{programme_id}") != OFF


def switch(programme_id: str, *, on: bool, actor: audit.Actor) -> None:
    """From now on somebody new can begin it, or nobody can. Raises NotFound for one that cannot be read."""
    try:
        templates.load(programme_id)
    except TemplateError:
        raise NotFound from None
    with transaction():
        made = choices.choose(about=f"{ABOUT}{programme_id}", value=None if on else OFF, actor=actor)
        event = "programme.switched-on" if on else "programme.switched-off"
        audit.write(event=event, citizen=None, actor=actor, about=made)
