"""The fictional people of the demo: one per case and role, with what the demo page says of each."""

from dataclasses import dataclass

from companion.foundation.errors import N_


@dataclass(frozen=True)
class Persona:
    """One demo person: name, language, role and a Danish sentence about them."""

    key: str
    name: str
    language: str
    role: str
    about: str


PERSONAS = (
    Persona("citizen-course", "Amina Haddad", "ar", "citizen", N_("Går på kursus om diabetes. Læser arabisk.")),
    Persona("citizen-wellbeing", "Lone Kjær", "da", "citizen", N_("Er i et forløb om trivsel. Læser dansk.")),
    Persona("citizen-ips", "Daniel Osei", "en", "citizen", N_("Søger job med støtte. Læser engelsk.")),
    Persona(
        "citizen-clarify",
        "Olena Marchenko",
        "uk",
        "citizen",
        N_("Skal til en afklarende samtale. Læser ukrainsk."),
    ),
    Persona(
        "citizen-parallel",
        "Selam Tesfay",
        "ti",
        "citizen",
        N_("Har flere tilbud på samme tid. Læser tigrinya."),
    ),
    Persona(
        "citizen-sick",
        "Jens Lauridsen",
        "da",
        "citizen",
        N_("Er lige blevet syg og får hjælp nu. Læser dansk."),
    ),
    Persona(
        "citizen-retraining",
        "Marta Zielińska",
        "pl",
        "citizen",
        N_("Træner sig tilbage til job. Læser polsk."),
    ),
    Persona("citizen-alcohol", "Bo Riis", "da", "citizen", N_("Har selv bedt om en samtale. Læser dansk.")),
    Persona("citizen-other", "Nora Friis", "da", "citizen", N_("Har ingen kontakt til de ansatte her.")),
    Persona("consultant", "Karen Holm", "da", "ips-consultant", N_("Jobkonsulent med 24 borgere.")),
    Persona("caseworker", "Peter Dam", "da", "caseworker", N_("Sagsbehandler i kommunen.")),
    Persona("therapist", "Rikke Storm", "da", "therapist", N_("Behandler i psykiatrien.")),
    Persona("health-coordinator", "Mette Lund", "da", "health-coordinator", N_("Leder kurset i sundhedscentret.")),
    Persona("interpreter", "Samir Aziz", "ar", "interpreter", N_("Tolk i arabisk og dansk.")),
    Persona("translator", "Hala Nasser", "ar", "translator", N_("Oversætter til arabisk.")),
    Persona("administrator", "Ole Brandt", "da", "administrator", N_("Passer systemet. Ser intet om helbred.")),
    Persona("consultant-other", "Ida Winther", "da", "ips-consultant", N_("Jobkonsulent i en anden enhed.")),
)
