"""The Danish words of the fixed tables: of their titles, of what they count, and of their fixed rows and columns."""

from companion.foundation.errors import N_
from companion.insight.tables import Label
from companion.language.table import Language
from companion.language.text import pick
from companion.language.words import words

TITLES = {
    "started": N_("Begyndte på et forløb"),
    "running": N_("Var med på kvartalets sidste dag"),
    "completed": N_("Nåede til slutningen"),
    "well-being": N_("Trivsel før og efter"),
    "reached": N_("Kontakt i kvartalet"),
    "waiting": N_("Bekymringer uden svar"),
}
ABOUT = {
    "started": N_("Et forløb tæller i det kvartal, hvor det begyndte."),
    "running": N_("Alle, hvis forløb ikke var slut."),
    "completed": N_(
        "Forløb, der varede så længe, som de skulle. Er der ingen fast slutdag, tæller dagen, hvor det sluttede."
    ),
    "well-being": N_(
        "Kun borgere, der nåede til slutningen og selv har delt to tal. Det er ikke en måling af forløbet."
    ),
    "reached": N_("Borgere, enheden havde på sidste dag. En besked i appen tæller ikke som kontakt."),
    "waiting": N_("Så længe havde de ventet, da kvartalet sluttede."),
}
LABELS = {
    "other-units": N_("Andre enheder"),
    "before-low": N_("Før: 0–35"),
    "before-middle": N_("Før: 36–50"),
    "before-good": N_("Før: over 50"),
    "after-low": N_("Efter: 0–35"),
    "after-middle": N_("Efter: 36–50"),
    "after-good": N_("Efter: over 50"),
    "reached": N_("Fik kontakt"),
    "not-reached": N_("Svarede ikke"),
    "not-tried": N_("Ingen kontakt skrevet"),
    "two-days": N_("Op til 2 dage"),
    "a-week": N_("3 til 7 dage"),
    "older": N_("Over 7 dage"),
    "health-coordinator": N_("Til sundhedskoordinatoren"),
    "contact": N_("Til kontakten"),
}
TOTAL = N_("I alt")


def plain_label(label: Label, language: Language) -> str:
    """What a row or column is called, without any marks."""
    return pick(label.text, language).words if label.text else words(language.code).plain(LABELS[label.code])
