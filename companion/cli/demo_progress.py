"""How it is going in the demo: three citizens and those who are there for them have each said it for themselves."""

from companion.checkins import progress, progress_sharing
from companion.checkins.progress import Given
from companion.cli.demo_town import Town
from companion.consent import service as consent
from companion.consent.purposes import PROGRESS_DIALOGUE

SET, VERSION = "companion", 1
SAID = {  # citizen → her own answers, who is there for her, what they say
    "citizen-course": (
        {"health": 2, "everyday": 4, "job-belief": 3},
        "caseworker",
        {"health": 4, "job-belief": 3, "skills": 5},
    ),
    "citizen-wellbeing": (
        {"health": 3, "everyday": 2, "network": 4, "drive": 2},
        "caseworker",
        {"health": 3, "everyday": 4, "job-belief": 3},
    ),
    "citizen-ips": (
        {"health": 4, "everyday": 4, "job-belief": 5, "job-search": 2, "skills": 4},
        "consultant",
        {"health": 2, "job-belief": 5, "job-search": 3, "cooperation": 4},
    ),
}
SHOWN = "citizen-ips"  # he has said yes and shows his answers; the others keep theirs


def rate(town: Town) -> None:
    """Everybody says how it is going; one of the three shows it."""
    for citizen, (own, staff, theirs) in SAID.items():
        person = town.people[citizen]
        given = Given(SET, VERSION, own, "")
        reading = progress.rate(citizen=person, given=given, actor=town.actor(citizen))
        progress.rate(citizen=person, given=Given(SET, VERSION, theirs, ""), actor=town.actor(staff))
        if citizen == SHOWN:
            actor = town.actor(citizen)
            yes = consent.give(
                purpose=PROGRESS_DIALOGUE, unit=town.employment, language="en", text_version=1, actor=actor
            )
            progress_sharing.show(reading_id=reading, consent_id=yes, actor=actor)
