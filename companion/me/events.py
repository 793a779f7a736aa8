"""What each line of the audit is called in plain Danish; an event without words is a fault a test finds."""

from companion.foundation.errors import N_

SENTENCES = {
    "signed-in": N_("Du loggede ind."),
    "export.made": N_("Du tog en kopi af alt om dig."),
    "signed-out": N_("Du loggede ud."),
    "code.made": N_("Din kontakt lavede en kode, så din telefon kan komme ind."),
    "card.made": N_("Du lavede et kort på papir."),
    "card.ended": N_("Dit kort på papir blev stoppet."),
    "card.locked": N_("Dit kort på papir blev låst efter fem forkerte pinkoder."),
    "phone.ended": N_("Du loggede en af dine telefoner ud."),
    "notices.on": N_("Du slog beskeder til på en telefon."),
    "notices.off": N_("Du slog beskeder fra på en telefon."),
    "notices.gone": N_("En af dine telefoner tager ikke imod beskeder mere."),
    "notices.mail-on": N_("Du gav os en e-mail til beskeder."),
    "notices.mail-off": N_("Du tog din e-mail til beskeder væk."),
    "phones.ended": N_("Du loggede alle dine andre telefoner ud."),
    "passkey.added": N_("Du lavede en adgangsnøgle."),
    "passkey.ended": N_("Du stoppede en adgangsnøgle."),
    "passkey.out-of-step": N_("Din adgangsnøgle svarede forkert. Vi lukkede ingen ind."),
    "cpr.linked": N_("Dit CPR-nummer blev gemt låst, så du kan logge ind med MitID."),
    "person.enrolled": N_("Du blev oprettet."),
    "person.signed-out": N_("Alle dine telefoner blev logget ud."),
    "person.disabled": N_("Din adgang blev lukket."),
    "responsible.missing": N_("Din kontakt er her ikke mere. Kommunen skal finde en ny til dig."),
    "read.code-page": N_("Din kontakt åbnede siden, hvor man laver en kode til dig."),
    "check-in.invited": N_("Du blev spurgt, om du vil svare på fem spørgsmål."),
    "check-in.postponed": N_("Du ville hellere svare senere."),
    "check-in.declined": N_("Du sagde nej tak til at svare denne gang."),
    "check-in.received": N_("Dine svar kom frem. De er låst."),
    "result.opened": N_("Du så dit eget tal."),
    "progress.rated": N_("Du svarede på, hvordan det går."),
    "progress.rated-by-staff": N_("Din kontakt skrev, hvordan det går."),
    "progress.shown": N_("Du viste svar til din kontakt."),
    "progress.hidden": N_("Du skjulte svar for din kontakt."),
    "read.progress": N_("Din kontakt så de svar, du har vist."),
    "read.progress-page": N_("Din kontakt åbnede siden om, hvordan det går."),
    "consent.given": N_("Du sagde ja til at dele."),
    "case-agreement.asked": N_("Kommunen spurgte dig om noget i din sag."),
    "case-agreement.answered": N_("Du svarede på et spørgsmål i din sag."),
    "case-agreement.withdrawn": N_("Du tog et ja i din sag tilbage."),
    "read.case-agreements": N_("Din kontakt så spørgsmål og svar i din sag."),
    "removal.asked": N_("Du bad dem slette et tal, de har fået."),
    "removal.delivered": N_("De har svaret, at tallet er slettet."),
    "consent.withdrawn": N_("Du sagde stop. Fra nu af sender vi ikke mere."),
    "reading.released": N_("Du bad os om at sende et tal."),
    "release.undone": N_("Du tog et tal tilbage, før det blev sendt."),
    "reading.delivered": N_("Et tal blev sendt og kom frem."),
    "reading.dropped": N_("Et tal blev ikke sendt."),
    "reading.was-on-its-way": N_("Et tal var allerede på vej, da du sagde stop."),
    "catalogue.imported": N_("Kommunen har nye tilbud på listen."),
    "receiver.added": N_("Et nyt system kan tage imod tal, når du sender dem."),
    "receiver.resumed": N_("Et system tager imod tal igen."),
    "asked.call-me": N_("Du bad om at blive ringet op."),
    "done.call-me": N_("Din kontakt har ringet."),
    "asked.unsent": N_("Du bad om hjælp, fordi noget ikke kunne sendes."),
    "done.unsent": N_("Din kontakt har hjulpet med det, der ikke kunne sendes."),
    "asked.cannot-come": N_("Du sagde, at du ikke kan komme."),
    "done.cannot-come": N_("Din kontakt har læst, at du ikke kan komme."),
    "relation.made": N_("En ny kontakt kom med om bord."),
    "relation.made-for-a-day": N_("En medarbejder i sundhed åbnede din side i ét døgn og skrev hvorfor."),
    "plan.started": N_("Din plan blev lavet."),
    "appointment.booked": N_("Du fik en ny aftale."),
    "appointment.confirmed": N_("Du sagde ja til en aftale."),
    "appointment.declined": N_("Du sagde nej til en aftale."),
    "appointments.cancelled": N_("Nogle af dine aftaler blev aflyst."),
    "interpreters.booked": N_("Der blev bestilt tolk til dine aftaler."),
    "programme.ended": N_("Et forløb sluttede."),
    "card.added": N_("Der kom noget nyt i din plan."),
    "programme.enrolled": N_("Du kom med på et forløb."),
    "read.caseload": N_("Din kontakt så dit navn og din næste aftale på sin liste."),
    "read.for-sending": N_("Systemet læste dit tal for at sende det, som du bad om."),
}
OTHER = N_("Der skete noget i din sag.")  # a line from an older version
READ = "read."  # somebody looked, and changed nothing
PURPOSES = {
    "who5-index": N_("at dele dit tal for trivsel, som du har sagt ja til."),
    "progress-dialogue": N_("at tale om, hvordan det går, som du har sagt ja til."),
    "plan-status": N_("at vise, hvor langt du er med din plan, som du har sagt ja til."),
    "treatment-contact": N_("at tale sammen om din behandling, som du har sagt ja til."),
    "retraining-note": N_("at fortælle, hvordan det går med at træne, som du har sagt ja til."),
    "health-coordinator": N_("at spørge sundhedskoordinatoren, som du har sagt ja til."),
    "contact": N_("at kunne være din kontakt."),
    "sign-in": N_("at hjælpe dig ind på din telefon."),
}
PURPOSE_OF = {
    "read.caseload": "contact",
    "read.case-agreements": "case",
    "read.code-page": "sign-in",
    "read.progress-page": "contact",
}  # where a line names no purpose of its own
NO_PURPOSE = N_("det står der ikke noget om. Spørg din kontakt.")


def why(event: str, purpose: str | None) -> str:
    """Why somebody looked, in plain Danish words; empty for what is no look."""
    if not event.startswith(READ):
        return ""
    return PURPOSES.get(purpose or "") or PURPOSES.get(PURPOSE_OF.get(event, ""), NO_PURPOSE)
