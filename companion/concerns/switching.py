"""Switching language in the middle of a form: nothing is checked, nothing typed is lost."""

from companion.accounts import service as accounts
from companion.accounts.sign_in import Me
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.language.offered import offered_languages
from companion.language.table import readable
from companion.web import reader

FIELD = "_language"  # the name of the language buttons, whose form is the one being filled in


def switch(person: Me, code: str) -> None:
    """From here on she reads in another language that is offered. Raises Invalid."""
    offered = offered_languages()
    if code not in {known.code for known in offered}:
        raise Invalid
    with transaction():
        accounts.choose_language(person=person.person_id, language=code)
    reader.recognise(reader.in_language(reader.current(), readable(code)))
