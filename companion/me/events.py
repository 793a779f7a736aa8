"""What each line of the audit is called in plain Danish; an event without words is a fault a test finds."""

from companion.foundation.errors import N_

SENTENCES = {
    "signed-in": N_("Du loggede ind."),
    "signed-out": N_("Du loggede ud."),
    "check-in.invited": N_("Du blev spurgt, om du vil svare på fem spørgsmål."),
    "check-in.received": N_("Dine svar kom frem. De er låst."),
    "result.opened": N_("Du så dit eget tal."),
    "consent.given": N_("Du sagde ja til at dele."),
    "consent.withdrawn": N_("Du sagde stop. Fra nu af sender vi ikke mere."),
    "reading.released": N_("Du bad os om at sende et tal."),
    "release.undone": N_("Du tog et tal tilbage, før det blev sendt."),
    "reading.delivered": N_("Et tal blev sendt og kom frem."),
    "reading.dropped": N_("Et tal blev ikke sendt."),
    "reading.was-on-its-way": N_("Et tal var allerede på vej, da du sagde stop."),
    "receiver.added": N_("Et nyt system kan tage imod tal, når du sender dem."),
    "receiver.resumed": N_("Et system tager imod tal igen."),
    "asked.call-me": N_("Du bad om at blive ringet op."),
    "done.call-me": N_("Din kontakt har ringet."),
    "asked.cannot-come": N_("Du sagde, at du ikke kan komme."),
    "done.cannot-come": N_("Din kontakt har læst, at du ikke kan komme."),
    "relation.made": N_("En ny kontakt kom med om bord."),
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
}
OTHER = N_("Der skete noget i din sag.")  # a line from an older version
