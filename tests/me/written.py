"""Every event the source writes into the audit, read from the source itself."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from companion.foundation import places
from companion.interpreting import rules as talks
from companion.plan import contesting, editing
from companion.tasks import service as tasks

WRITERS = {"write", "write_daily", "_write"}  # audit's own, and the rooms' short forms of it
TASKS = (
    *(tasks.CALL_ME, tasks.CANNOT_COME, tasks.UNSENT, tasks.NO_ANSWER, tasks.LATE, tasks.OTHER_TIME, tasks.TALK_TIME),
    *(tasks.NEW_TIME, tasks.CALLED_OFF, tasks.INTERPRETER),
    *(contesting.TASK, editing.CHASE, editing.STILL_HOLDS, "concern", "request", "unreachable", "phone-gone"),
)
SENT = ("reading", "fact")
PARTS: Mapping[str, Sequence[str]] = {  # what stands in the braces of a composed event → what it can be
    "kind": TASKS,
    "task.kind": TASKS,
    "key": talks.CHOSEN,
    "called(what)": SENT,
    "called(released.kind)": SENT,
    "outcome": ("dropped", "was-on-its-way"),
}
Named = Mapping[str, Sequence[ast.expr]]


MADE = {"arrival"}  # functions that make the event: everything they can return, wherever they stand


def written(*, about_citizens: bool = True) -> Iterator[str]:
    """Every event, about a citizen or about anything; a part nobody knows is a question mark."""
    for path in places.package().rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named, of_nobody = _named(tree), _short_forms_of_nobody(tree)
        for call in _calls(tree):
            if about_citizens and (_about_nobody(call) or _name(call.func) in of_nobody):
                continue
            event = _argument(call, "event") or (call.args[0] if call.args else None)
            yield from _texts(event, named)
        yield from _made(tree)


def _made(tree: ast.Module) -> Iterator[str]:
    """What the functions that make an event can answer: by name from a table of their own, or composed."""
    for made in (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in MADE):
        tables = [value for node in ast.walk(made) if isinstance(node, ast.Dict) for value in node.values]
        composed = [node for node in ast.walk(made) if isinstance(node, ast.JoinedStr)]
        yield from (text for one in (*tables, *composed) for text in _texts(one, {}))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in WRITERS)


def _named(tree: ast.Module) -> Named:
    """Name → everything the module gives it, the values of a table one by one."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            found.setdefault(node.targets[0].id, []).extend(values)
    return found


def _short_forms_of_nobody(tree: ast.Module) -> set[str]:
    """A room's own short forms whose lines are about no citizen."""
    own = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in WRITERS]
    return {one.name for one in own if any(_about_nobody(call) for call in _calls(one))}


def _about_nobody(call: ast.Call) -> bool:
    citizen = _argument(call, "citizen")
    return isinstance(citizen, ast.Constant) and citizen.value is None


def _argument(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _texts(event: ast.expr | None, named: Named) -> Iterator[str]:
    if isinstance(event, ast.Constant) and isinstance(event.value, str):
        yield event.value
    elif isinstance(event, ast.JoinedStr):
        yield from map("".join, product(*map(_part, event.values)))
    elif isinstance(event, ast.IfExp):
        yield from (*_texts(event.body, named), *_texts(event.orelse, named))
    elif isinstance(event, ast.Name | ast.Subscript):
        given = named.get(_name(event.value if isinstance(event, ast.Subscript) else event), ())
        yield from (text for one in given for text in _texts(one, named))


def _part(part: ast.expr) -> Sequence[str]:
    if isinstance(part, ast.FormattedValue):
        return PARTS.get(ast.unparse(part.value), "?")
    return [str(part.value)] if isinstance(part, ast.Constant) else "?"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
