"""One check of `companion doctor`: what administrators chose over the settings; nothing about it is wrong."""

from companion.foundation import choices


def choices_check() -> tuple[bool, str]:
    """What holds before the settings, one line each; the operator changes it at /admin, not in the environment."""
    standing = [one for one in choices.standing("") if one.value is not None]
    if not standing:
        return True, "the settings hold: nothing else was chosen at /admin"
    told = [f"{one.about}: {_said(one.value)} (since {one.agreed_at:%Y-%m-%d})" for one in standing]
    return True, "\n       ".join(["chosen at /admin, before the settings:", *told])


def _said(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
