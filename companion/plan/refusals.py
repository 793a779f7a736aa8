"""What the plan refuses, and with which sentence."""

from companion.foundation.errors import N_, Conflict, Invalid, NotAllowed


class PlanIsOpen(Conflict):
    """A citizen has one plan over all departments, never two."""

    sentence = N_("Borgeren har allerede en plan. Brug den.")


class NoPlan(Conflict):
    """A card lies on a plan; there is none yet."""

    sentence = N_("Borgeren har ingen plan endnu. Lav planen først.")


class NobodyToCall(Invalid):
    """A card needs a member of staff with a role today and a phone."""

    sentence = N_("Vælg, hvem borgeren kan ringe til. Personen skal have et nummer.")


class NoReason(Invalid):
    """A card says what it is and why it is there."""

    sentence = N_("Skriv, hvad det er, og hvorfor borgeren får det.")


class SoundsLikeDuty(Invalid):
    """An offer or invitation never shows duty or deadline wording."""

    sentence = N_("Et tilbud er frit. Skriv det uden krav og frist.")


class DutyWithoutLetter(SoundsLikeDuty):
    """A duty stands in a letter: what is agreed or waited for never sounds like one."""

    sentence = N_("En pligt står i et brev. Skriv det uden krav og frist, eller vælg en afgørelse.")


class LetterMissing(Invalid):
    """A decision stands in a letter: no duty exists in this app alone."""

    sentence = N_("En afgørelse står i et brev. Skriv brevets dato og nummer.")


class WaitIncomplete(Invalid):
    """A wait says from whom, who asked and when, and when to chase."""

    sentence = N_("Skriv, hvem I venter på, hvornår I spurgte, og hvornår I rykker.")


class UnknownMeasure(Invalid):
    """The catalogue has no such entry."""

    sentence = N_("Det tilbud står ikke på listen. Vælg et andet, eller lad feltet stå tomt.")


class NoSuchDay(Invalid):
    """A day nobody could mean."""

    sentence = N_("Vælg en dag mellem år 1900 og 2100. Den sidste dag kommer efter den første.")


class TooLong(Invalid):
    """More letters than the field takes."""

    sentence = N_("Teksten er for lang. Højst %(limit)s tegn.")


class NothingSaid(Invalid):
    """Words are asked for, and there are none."""

    sentence = N_("Skriv nogle ord først.")


class NotYours(NotAllowed):
    """The line belongs to the other side: it is read here, and written there."""

    sentence = N_("Den del skriver en anden faggruppe. Du kan læse den. Ring til den, der har ansvaret.")


class ChangedMeanwhile(Conflict):
    """Somebody else saved the same line between the reading and the saving."""

    sentence = N_("En anden har gemt imens. Se begge tekster, og gem igen.")


class NotAnAnswer(Conflict):
    """The card asks for another answer than this, or for none."""

    sentence = N_("Det kan man ikke svare på den del af planen.")


class Contested(Conflict):
    """The citizen says that it is not right, and nobody has answered yet: it does not leave the house."""

    sentence = N_("Borgeren siger, at det ikke passer. Svar først.")


class ContestedAlready(Conflict):
    """She has said so already, and waits for the answer."""

    sentence = N_("Du har allerede sagt, at det ikke passer. Vent på svaret, eller ring.")
