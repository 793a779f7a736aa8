"""What a room may refuse with; only `web/errors.py` turns a refusal into a page in the reader's language."""

from typing import Any


def N_(sentence: str) -> str:
    """Mark a Danish sentence for translation where no reader is known yet."""
    return sentence


class Refusal(Exception):
    """A clear no: an HTTP status and one Danish sentence, translated for the reader when shown."""

    status = 400
    sentence = N_("Det kan vi ikke.")
    way: tuple[str, str] | None = None  # where to go instead: a path and its Danish words

    def __init__(self, **words: Any) -> None:
        super().__init__(type(self).__name__)
        self.words = words


class NotFound(Refusal):
    """Nothing there, or nothing that this reader may know of: both answer alike."""

    status = 404
    sentence = N_("Siden findes ikke. Gå tilbage til forsiden.")


class SignInNeeded(Refusal):
    """The reader is not signed in, or no longer is."""

    status = 401
    sentence = N_("Du er ikke logget ind. Log ind igen. Det, du har gemt på telefonen, er der stadig.")


class NotAllowed(Refusal):
    """The reader is known, but this page is for another role."""

    status = 403
    sentence = N_("Den side er ikke til dig. Gå tilbage til forsiden.")


class CrossSite(Refusal):
    """The request did not come from our own pages."""

    status = 403
    sentence = N_("Det kom ikke fra en af vores sider. Gå tilbage og prøv igen.")


class Conflict(Refusal):
    """The same key was used before, with other content."""

    status = 409
    sentence = N_("Der er allerede gemt noget andet. Intet er slettet.")


class TooLarge(Refusal):
    """More bytes than any of our forms can make."""

    status = 413
    sentence = N_("Det er for stort. Prøv med mindre.")


class WrongFormat(Refusal):
    """A body of another kind than the address takes."""

    status = 415
    sentence = N_("Formatet er forkert. Åbn siden igen, og prøv igen.")


class Invalid(Refusal):
    """Understood, but not right: something is missing or out of range."""

    status = 422
    sentence = N_("Noget mangler eller er forkert. Se på siden, og prøv igen.")


class Unavailable(Refusal):
    """The database cannot keep anything just now; nothing was accepted."""

    status = 503
    sentence = N_("Vi kan ikke gemme lige nu. Prøv igen om lidt. Det, du har skrevet, er ikke slettet.")


class DoesNotParse(Invalid):
    """A body that says it is JSON and is not."""

    sentence = N_("Det, der kom frem, var ikke helt. Det ligger stadig på telefonen. Prøv igen.")
