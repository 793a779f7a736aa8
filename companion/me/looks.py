"""Why somebody looked at what is a citizen's, in plain Danish; a look without a reason is a fault a test finds."""

from companion.foundation.errors import N_

READ = "read."  # somebody looked, and changed nothing
PURPOSES = {
    "who5-index": N_("at dele dit tal for trivsel, som du har sagt ja til."),
    "progress-dialogue": N_("at tale om, hvordan det går, som du har sagt ja til."),
    "plan-status": N_("at vise, hvor langt du er med din plan, som du har sagt ja til."),
    "treatment-contact": N_("at tale sammen om din behandling, som du har sagt ja til."),
    "retraining-note": N_("at fortælle, hvordan det går med at træne, som du har sagt ja til."),
    "meeting-answers": N_("at dele dit ja til møder, som du har sagt ja til."),
    "check-in-answers": N_("at dele dine svar med sundhed, som du har sagt ja til."),
    "sending": N_("at få det, du deler, sikkert frem."),
    "health-coordinator": N_("at spørge sundhedskoordinatoren, som du har sagt ja til."),
    "contact": N_("at kunne være din kontakt."),
    "group": N_("at kunne lede dit hold."),
    "concern-advice": N_("at læse et råd, som du har delt."),
    "answer": N_("at kunne svare dig."),
    "sign-in": N_("at hjælpe dig ind på din telefon."),
    "interpreter": N_("at tolke for dig."),
    "translator": N_("at oversætte den."),
    "case": N_("at spørge dig om noget i din sag."),
}
PURPOSE_OF = {
    "read.opaque-key": "sending",
    "read.facts": "contact",
    "read.opened-by-key": "contact",
    "read.preview": "sending",
    "read.caseload": "contact",
    "read.appointments": "contact",
    "read.talk-times": "contact",
    "read.case-agreements": "case",
    "read.code-page": "sign-in",
    "read.to-translate": "translator",
    "read.gap": "contact",
    "read.talk-form": "contact",
    "read.plan": "contact",
    "read.nudges": "contact",
    "read.work-start": "contact",
    "read.progress-page": "contact",
    "read.unwell-card": "contact",
    "read.unwell-page": "contact",
    "read.citizen-page": "contact",
    "read.day-list": "contact",
    "read.programmes": "contact",
    "read.status-note-page": "contact",
    "read.group": "group",
    "read.concern": "answer",
    "read.concerns": "answer",
    "read.requests": "answer",
    "read.wishes": "contact",
    "read.hours": "contact",
    "read.voice-page": "contact",
    "read.advice": "concern-advice",
}  # where a line names no purpose of its own
NO_PURPOSE = N_("det står der ikke noget om. Spørg din kontakt.")


def why(event: str, purpose: str | None) -> str:
    """Why somebody looked, in plain Danish words; empty for what is no look."""
    if not event.startswith(READ):
        return ""
    return PURPOSES.get(purpose or "") or PURPOSES.get(PURPOSE_OF.get(event, ""), NO_PURPOSE)
