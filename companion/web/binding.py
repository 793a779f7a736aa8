"""Puts in what never changes while a page is compiled for one language: words, pictograms, static addresses.

`{{ _('Hjælp') }}` and `{{ parts.icon("help") }}` become plain text of the compiled page. Whatever depends on a
value stays a call and is made at each request. No page may give these names another meaning.
"""

from collections.abc import Callable
from typing import Any, cast

from jinja2 import TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

WORDS = frozenset({"_", "plain_", "static"})  # globals that answer the same to the same constant, for ever
PARTS = "parts"  # the global with the macros of `web/parts.html`: the same is true of each of them
LANGUAGE = "language"  # the global with the language the page is made in
KNOWN = WORDS | {PARTS, LANGUAGE}


class BindingGenerator(CodeGenerator):
    """Jinja's own generator, on a page whose constant calls are made already."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 - Jinja's name
        """Make the constant calls of the whole page, then compile it."""
        context = nodes.EvalContext(self.environment, self.name)
        super().visit_Template(_Binder(self.environment.globals, context).visit(node), frame)


class _Binder(NodeTransformer):
    """Replaces calls with constant arguments by their answers, inner ones first."""

    def __init__(self, known: Any, context: nodes.EvalContext) -> None:
        self._known = known
        self._context = context

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        called = self._called(node.node)
        if called is None or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            values = [value.as_const(self._context) for value in node.args]
            named = dict(pair.as_const(self._context) for pair in node.kwargs)
        except nodes.Impossible:
            return node
        return _constant(called(*values, **named), node)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A parameter or a variable of such a name would be taken for what every page knows by it."""
        if node.ctx != "load" and node.name in KNOWN:
            raise TemplateAssertionError(
                f"“{node.name}” means one thing on every page: choose another name", node.lineno
            )
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's name
        if isinstance(node.node, nodes.Name) and node.node.name == LANGUAGE:
            return _constant(getattr(self._known[LANGUAGE], node.attr), node)
        return self.generic_visit(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A call with a body stays a call; its arguments and its body may hold constants."""
        for part in (*node.call.args, *node.call.kwargs):
            self.visit(part)
        node.body = [self.visit(child) for child in node.body]
        return node

    def _called(self, node: nodes.Expr) -> Callable[..., object] | None:
        found: Any = None
        if isinstance(node, nodes.Name) and node.name in WORDS:
            found = self._known.get(node.name)
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == PARTS:
            found = getattr(self._known[PARTS], node.attr)
        return cast("Callable[..., object] | None", found)


def _constant(answer: Any, node: nodes.Expr) -> nodes.Node:
    text = answer if isinstance(answer, Markup) else str(answer)
    return nodes.Const(text, lineno=node.lineno)
