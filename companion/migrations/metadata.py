"""Every record of every room, so that the steps can be compared with the code."""

from companion.accounts import records as _accounts
from companion.appointments import records as _appointments
from companion.caseload import records as _caseload
from companion.checkins import records as _checkins
from companion.concerns import records as _concerns
from companion.consent import records as _consent
from companion.desk import records as _desk
from companion.foundation import audit as _audit
from companion.foundation import audit_seals as _audit_seals
from companion.foundation import choices as _choices
from companion.foundation import journal as _journal
from companion.foundation.database import Base
from companion.help import records as _help
from companion.insight import records as _insight
from companion.interpreting import records as _interpreting
from companion.language import records as _language
from companion.me import records as _me
from companion.nudges import records as _nudges
from companion.plan import records as _plan
from companion.programmes import records as _programmes
from companion.push import records as _push
from companion.sync import records as _sync
from companion.tasks import records as _tasks
from companion.words import records as _words

ROOMS = (
    _accounts,
    _audit,
    _audit_seals,
    _choices,
    _journal,
    _caseload,
    _tasks,
    _interpreting,
    _consent,
    _checkins,
    _appointments,
    _plan,
    _programmes,
    _concerns,
    _nudges,
    _push,
    _sync,
    _language,
    _me,
    _desk,
    _help,
    _insight,
    _words,
)
METADATA = Base.metadata
