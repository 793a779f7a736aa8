"""What makes each door do its work, and what somebody who is let in is answered there."""

from typing import Any

IN = {200, 201, 303}
OUT = {401, 403, 404}
FIVE = dict.fromkeys(("happy", "calm", "active", "rested", "interest"), "3")
LETTER = {"law": "§ 1", "letter_date": "2026-11-16", "letter_reference": "26-2"}
SENT: dict[str, dict[str, Any]] = {  # what makes a door do its work
    "POST /appointments/<uuid>/answer": {"data": {"answer": "yes"}},
    "POST /appointments/<uuid>/question": {"data": {"ready": "work"}},
    "POST /appointments/<uuid>/agree": {"data": {"written_at": "2026-11-16T09:00:00+01:00"}},
    "POST /appointments/<uuid>/teach-back": {"data": {"teach_back": "understood"}},
    "POST /desk/appointments/<uuid>/point": {"data": {"point": "Flere timer?"}},
    "POST /desk/<uuid>/talk-times": {"data": {"day-1": "2026-12-02", "at-1": "10:00", "form": "phone"}},
    "POST /desk/appointments/<uuid>/slots": {"data": {"day-1": "2026-12-01", "at-1": "10:00"}},
    "POST /desk/appointments/<uuid>/move": {"data": {"day": "2026-12-01", "at": "10:00", "version": "1"}},
    "POST /check-in": {"data": FIVE},
    "POST /me/agreements/<uuid>": {"data": {"answer": "yes"}},
    "POST /me/erase": {"data": {"sure": "yes", "understood": "yes"}},
    "POST /me/devices/card": {"data": {"pin": "482915", "again": "482915"}},
    "POST /desk/<uuid>/agreement": {"data": {"what": "Må vi?", "if_no": "Nej", **LETTER}},
    "POST /desk/<uuid>/contact": {"data": {"kind": "met"}},
    "POST /desk/contacts/<uuid>": {"data": {"next": "none"}},
    "POST /me/quiet": {"data": {"text_once": "1"}},
    "POST /me/unwell": {"data": {"helps": "Ro"}},
    "POST /plan/cards/<uuid>/answer": {"data": {"answer": "later"}},
    "POST /plan/cards/<uuid>/translation": {},
    "POST /plan/lines/<uuid>/translation": {},
    "POST /plan/cards/<uuid>/teach-back": {"data": {"teach_back": "again", "picture": "meet"}},
    "POST /plan/own": {"data": {"own_title": "Tandlæge"}},
    "POST /desk/<uuid>/plan/goals": {"data": {"goal": "Sove"}},
    "POST /desk/plan/goals/<uuid>": {"data": {"goal": "Sove", "version": "1"}},
    "POST /desk/<uuid>/plan/purpose": {"data": {"plan_purpose": "Et job", "version": "1"}},
    "POST /desk/plan/cards/<uuid>/end": {"data": {"ending": "done", "version": "1"}},
    "POST /desk/plan/contests/<uuid>": {"data": {"reply": "Vi ser på det."}},
    "POST /course/notes/<uuid>/answer": {"data": {"answer": "yes"}},
    "POST /messages/<uuid>/reply": {"data": {"answer": "yes"}},
    "POST /messages/<uuid>/later": {"data": {"until": "tomorrow"}},
    "POST /messages/<uuid>/translation": {},
    "POST /messages/<uuid>/stop": {"data": {"which": "type"}},
    "POST /me/notifications": {"data": {"channel": "inbox"}},
    "POST /me/notifications/pause": {"data": {"length": "a-week"}},
    "POST /me/work-start": {"data": {"kind": "study", "starts_on": "2026-11-24"}},
    "POST /desk/<uuid>/nudge": {"data": {"template": "thinking-of-you"}},
    "POST /desk/session/<uuid>/nudge": {"data": {"template": "thinking-of-you"}},
    "POST /desk/<uuid>/work-start": {"data": {"kind": "study", "starts_on": "2026-11-24"}},
    "POST /concerns/new": {"data": {"sentence": "good-well", "receiver": "contact"}},
    "POST /concerns/<uuid>/translation": {},
    "POST /concerns/ask": {"data": {"kind": "interpreter"}},
    "POST /wishes": {"data": {"wish": "Kok"}},
    "POST /wishes/<uuid>": {"data": {"act": "up"}},
    "POST /wishes/share": {"data": {"shared": "wishes", "on": "1"}},
    "POST /wishes/workplace": {"data": {"own": "Ro"}},
    "POST /wishes/hours": {"data": {"monday": "2026-11-16", "worked": "5", "feeling": "fine"}},
    "POST /wishes/hours/<uuid>": {"data": {"act": "show"}},
    "POST /desk/concerns/<uuid>/reply": {"data": {"sentence": "thanks-writing"}},
    "POST /desk/concerns/<uuid>/advice": {"data": {"sentence": "advice-breaks"}},
    "POST /desk/concerns/requests/<uuid>": {"data": {"act": "seen"}},
    "POST /desk/<uuid>/voice": {"data": {"wish": "Kok"}},
    "POST /wording": {"data": {"words": "Her står det forkerte ord."}},
    "POST /wording/translation": {"data": {"place": "courses", "key": "toender-diabetes/1"}},
    "POST /words/<string>/<string>": {"data": {"form": "هنا يمكنك الاتصال"}},
    "POST /words/asked/<uuid>": {"data": {"do": "give-back"}},
    "POST /demo": {"data": {"persona": "citizen-sick", "phone": "shared"}},
    "POST /desk/<uuid>/end": {"data": {"sure": "1"}},
    "POST /language": {"data": {"_language": "da"}},
    "POST /sign-in/passkey/options": {"json": {}},
    "POST /me/notifications/phone/devices": {"json": {}},
    "POST /sign-in/passkey/new/options": {"json": {}},
}
OUTSIDE = {401}  # an interpreter's doors: nobody here came with a code
REFUSED = {  # let in, and then refused: what these need is tested in the rooms
    "POST /pair": {422},
    "POST /pair/talk/take-part": {404},  # no talk of hers
    "POST /pair/talk/code": {404},
    "POST /pair/talk/door": {404},
    "POST /pair/talk/point": {404},
    "POST /pair/talk/sign": {404},
    "POST /join": {422},
    "POST /join/ask": OUTSIDE,
    "GET /join/now": OUTSIDE,
    "GET /join/talk": OUTSIDE,
    "GET /join/talk/<path>": OUTSIDE,
    "POST /join/point": OUTSIDE,
    "POST /join/leave": OUTSIDE,
    "POST /desk/<uuid>/talk": {422},
    "POST /desk/talk/<uuid>/door": {422},
    "POST /appointments/<uuid>/late": {409},  # said on the day
    "POST /appointments/<uuid>/slot": {422},
    "POST /appointments/<uuid>/agree": {409},  # not the version she has read
    "POST /desk/<uuid>/appointments": {422},
    "POST /desk/appointments/<uuid>/edit": {422},
    "POST /desk/appointments/<uuid>/late": {409},  # said on the day
    "POST /desk/appointments/<uuid>/uphold": {409},  # nobody said that she cannot come
    "POST /desk/appointments/<uuid>/interpreter": {422},
    "POST /desk/appointments/<uuid>/mark": {422},
    "POST /desk/appointments/<uuid>/summary": {422},
    "POST /desk/calendar": {422},
    "GET /calendar/<string>.ics": {404},  # nobody's key
    "POST /check-in": {409},  # she has answered today
    "POST /check-in/result/<uuid>/release": {409},  # it is released already
    "POST /check-in/sealed": {415},
    "POST /call-me/sealed": {415},
    "POST /me/sharing": {422},
    "POST /me/sharing/answers": {409},  # she said yes to her number only
    "POST /me/sharing/plan": {409},
    "GET /desk/facts": {404},  # their units have systems of their own
    "GET /desk/facts.csv": {404},
    "POST /me/unwell/share": {422},
    "POST /check-in/assisted": {422},
    "POST /check-in/later": {422},
    "POST /appointments/talk/time": {422},
    "POST /progress": {422},
    "POST /progress/later": {422},
    "POST /progress/<uuid>/show": {422},
    "POST /desk/<uuid>/progress": {422},
    "POST /desk/<uuid>/plan": {422},
    "POST /desk/<uuid>/plan/cards": {422},
    "POST /desk/plan/cards/<uuid>": {422},
    "POST /desk/plan/cards/<uuid>/holds": {303, 409},  # a decision holds; an offer does not
    "POST /desk/<uuid>/programmes": {422},
    "POST /desk/<uuid>/programmes/end": {422},
    "POST /desk/<uuid>/status-note": {404},  # nothing of hers a note could be about
    "POST /desk/groups": {422},
    "POST /course/group": {422},
    "GET /course-book/sound/<uuid>": {404},  # nobody has read anything aloud
    "GET /spoken/<uuid>": {404},
    "POST /words/aloud/<string>/<path>": {422},  # no sound came with it
    "POST /desk/open": {404},  # nobody's key
    "POST /desk/reach": {422},  # a number that finds nobody
    "POST /concerns/<uuid>/slot": {422},
    "POST /concerns/<uuid>/release": {409, 422},  # she has not read the advice, or nobody approved the text
    "POST /sign-in/code": {422},
    "POST /api/v1/token": {415},
    "POST /me/notifications/phone/devices": {422},  # an address of a browser that is none
    "POST /push/seen": {415},
    "POST /sign-in/card": {422},
    "POST /sign-in/passkey": {415},
    "POST /sign-in/passkey/new": {415},
    "POST /nobody-answers": {409},  # her contact has no colleague here
    "POST /trusted": {422},
    "POST /desk/absence": {422},
    "POST /desk/hours": {422},
    "POST /desk/handover": {422},
    "POST /sign-in/oidc/<string>": {404},  # not set up here
    "GET /sign-in/oidc/<string>/back": {404},
    "GET /desk/insight/<uuid>": {404},  # no quarter is published here, and no figure of others
    "GET /desk/insight/tables/<uuid>.csv": {404},
    "POST /desk/insight/figures": {422},
    "POST /admin/units": {422},
    "GET /admin/units/<uuid>": {404},  # the units of the walkers are nobody's own here
    "POST /admin/units/<uuid>": {404},
    "POST /admin/units/<uuid>/end": {404},
    "POST /admin/people/new": {422},
    "POST /admin/people/<uuid>/roles": {404},  # a citizen is nobody here
    "POST /admin/people/<uuid>/close": {404},
    "POST /admin/people/roles/<uuid>/end": {404},
    "GET /admin/vocabularies/<string>": {404},
    "POST /admin/vocabularies/<string>": {404},
    "POST /admin/vocabularies/terms/<uuid>/end": {422},
    "GET /admin/help-lines/<string>": {404},
    "POST /admin/help-lines/<string>": {404},
    "POST /admin/help-lines/<string>/rung": {404},
    "POST /admin/help-lines/<string>/remove": {404},
    "POST /admin/help-lines/new": {422},
    "POST /admin/receivers/new": {422},
    "POST /admin/receivers/<uuid>/secret": {404},
    "POST /admin/receivers/<uuid>/secret/old": {404},
    "POST /admin/receivers/<uuid>/resume": {404},
    "POST /admin/receivers/<uuid>/pause": {404},
    "POST /admin/receivers/<uuid>/redrive": {404},
    "POST /admin/programmes/<string>/on": {404},
    "POST /admin/programmes/<string>/off": {404},
    "POST /admin/retention/<string>": {404},
    "POST /admin/retention/proposals/<uuid>/agree": {404},
    "POST /admin/retention/proposals/<uuid>/drop": {404},
    "POST /desk/insight/figures/<uuid>/remove": {404},
    "POST /words/<string>/import": {422},
}
