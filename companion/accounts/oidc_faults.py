"""Why somebody did not come in through another system; each is a calm page, the log says which one it was."""

from companion.foundation.errors import N_, NotAllowed, Refusal, Unavailable

AGAIN = ("/sign-in", N_("Tilbage til log ind"))


class NotTrusted(Refusal):
    """Something in the other system's answer is not as it must be; `reason` is for the log, not for the reader."""

    status = 403
    sentence = N_("Vi kunne ikke være sikre på, at det er dig. Du er ikke logget ind. Prøv igen.")
    way = AGAIN

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class NotBegunHere(Refusal):
    """The way back of a sign-in that this browser did not begin, began too long ago, or has used already."""

    status = 403
    sentence = N_("Det tog for lang tid, eller siden var brugt før. Begynd forfra.")
    way = AGAIN


class Cancelled(Refusal):
    """She said no over there, or the other system did."""

    status = 403
    sentence = N_("Du er ikke logget ind. Du kan prøve igen, når du vil.")
    way = AGAIN


class OtherSystemSilent(Unavailable):
    """The other system does not answer, or answers what nobody can use."""

    sentence = N_("Vi får ikke svar fra det sted, hvor du logger ind. Prøv igen om lidt.")
    way = AGAIN

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class NotKnownHere(NotAllowed):
    """Sure who it is, but nobody with a way in here: unknown, closed and erased answer alike."""

    sentence = N_("Vi kan ikke finde dig her. Spørg din kontakt i kommunen.")
    way = AGAIN


class TooYoung(NotAllowed):
    """The CPR number says under 18, and this installation takes adults only (R12)."""

    sentence = N_("Du skal være fyldt 18 år for at være med her.")
    way = AGAIN


class NoAccess(NotAllowed):
    """The municipality's sign-on names no role here any more."""

    sentence = N_("Din konto giver ikke adgang her. Spørg din leder eller jeres it-afdeling.")
    way = AGAIN


class OneFactor(NotAllowed):
    """Signed on with one factor; staff need two."""

    sentence = N_("Log ind med to trin på din arbejdskonto. Prøv så igen.")
    way = AGAIN
