"""A language as a standard PO file: out with every text as it is said now, in again if nothing in it is broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from companion.foundation import audit
from companion.foundation.errors import N_, Invalid
from companion.language import wordings
from companion.language.overlays import digest_of
from companion.language.table import language
from companion.words import workbench
from companion.words.sources import catalogue_of, forms_of
from companion.words.workbench import Text

MOST_BYTES = 4_000_000  # ten times our largest language
SHOWN_FAULTS = 20  # of a broken file; the rest comes when these are mended


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line (counted from 1)."""

    line: int
    sentence: str
    words: dict[str, object]


class NotAPoFile(Invalid):
    """Not in the format of gettext, too large, or not UTF-8."""

    sentence = N_("Filen kan ikke læses som en PO-fil i UTF-8. Gem den igen, og prøv en gang til.")


class OtherLanguage(Invalid):
    """The head of the file names another language than the one it was sent in for."""

    sentence = N_("Filen er på et andet sprog. Vælg det sprog, som filen er på.")


class BrokenFile(Invalid):
    """Nothing of it is taken in; each fault names its line."""

    sentence = N_("Filen har fejl, så intet er gemt. Ret linjerne her, og prøv igen.")

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults[:SHOWN_FAULTS]


def written(code: str) -> bytes:
    """Every text of the language; where it belongs and how far it has come stand as comments."""
    catalogue = _empty(code)
    for text in workbench.texts(code).values():
        catalogue.add(_id(text), _string(text), auto_comments=[text.source.place, text.state])
    target = BytesIO()
    write_po(target, catalogue, width=0, no_location=True)
    return target.getvalue()


def take_in(*, code: str, content: bytes, actor: audit.Actor) -> int:
    """Save what differs; how many texts it was. Raises NotAPoFile, OtherLanguage or BrokenFile: then nothing is saved.

    Left alone: a text that is gone, one still to do, one as it was, and one that its translator marked as unsure.
    """
    if len(content) > MOST_BYTES:
        raise NotAPoFile
    known, wanted_forms = workbench.texts(code), forms_of(code)
    changed: dict[str, tuple[str, tuple[str, ...]]] = {}
    faults = []
    for message in _messages(content, code):
        text = known.get(digest_of(_first(message)))
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if text is None or message.fuzzy or not any(forms) or forms == text.forms:
            continue
        try:
            said = workbench.checked(text, forms, wanted_forms=wanted_forms)
            changed[text.source.digest] = text.source.danish[0], said
        except Invalid as fault:
            faults.append(Fault(message.lineno or 0, fault.sentence, fault.words))
    if faults:
        raise BrokenFile(faults)
    changed = {key: said for key, said in changed.items() if said[1] != known[key].forms}
    wordings.put(code=code, said=changed.values(), actor=actor)
    return len(changed)


def _messages(content: bytes, code: str) -> Iterator[Message]:
    try:
        content.decode()
        catalogue = read_po(BytesIO(content), charset="utf-8", abort_invalid=True)
    except PoFileError as fault:
        raise BrokenFile([Fault(fault.lineno + 1, N_("Linjen passer ikke i en PO-fil."), {})]) from fault
    except (UnicodeError, ValueError, AttributeError, TypeError) as fault:
        raise NotAPoFile from fault
    if not len(catalogue):
        raise NotAPoFile
    if catalogue.locale_identifier not in (None, catalogue_of(code).locale_identifier):
        raise OtherLanguage
    return (message for message in catalogue if message.id)


def _empty(code: str) -> Catalog:
    """No texts yet, with the rule of plural forms that the app itself uses."""
    catalogue = Catalog(project="Companion", charset="utf-8", fuzzy=False)
    catalogue.header_comment = f"# Companion: {language(code).name} ({code})"
    catalogue.mime_headers = catalogue_of(code).mime_headers
    return catalogue


def _id(text: Text) -> str | tuple[str, str]:
    danish = text.source.danish
    return danish[0] if len(danish) == 1 else (danish[0], danish[1])


def _string(text: Text) -> str | tuple[str, ...]:
    if len(text.source.danish) == 1:
        return text.forms[0] if text.forms else ""
    return text.forms


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])
