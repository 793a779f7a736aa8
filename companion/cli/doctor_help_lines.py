"""One check of `companion doctor`: has somebody rung the help lines within half a year?"""

from collections.abc import Sequence

from companion.foundation import clock
from companion.help.line import HelpLine
from companion.help.lines import VERIFY_EVERY_DAYS, help_lines, never_rung, stale, without_doctor


def help_line_check() -> tuple[bool, str]:
    """Whether every line that people see is fresh and each region has a doctor's line; names those that do not."""
    late = stale(clock.today())
    if late:
        return False, (
            f"{len(late)} help lines were not rung for {VERIFY_EVERY_DAYS} days: {_named(late)}. Ring them and write "
            "the day into verified_on in your own COMPANION_HELP_LINES_FILE"
        )
    alone = without_doctor()
    if alone:
        return False, (
            f"nobody has rung a doctor's line in {', '.join(alone)}, so people there see none: {_named(never_rung())}. "
            "Ring it and write the day into verified_on, or name the one region you serve in COMPANION_REGION"
        )
    told = f"all {len(help_lines())} help lines that people see were rung within {VERIFY_EVERY_DAYS} days"
    waiting = never_rung()
    return True, f"{told}; shown to nobody until somebody rings them: {_named(waiting)}" if waiting else told


def _named(lines: Sequence[HelpLine]) -> str:
    return ", ".join(f"{line.number} ({line.key}, {line.verified_on or line.region})" for line in lines)
