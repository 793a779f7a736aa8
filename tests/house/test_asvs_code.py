"""The code itself: nothing runs, queries or guesses by what somebody typed, and no page lets anything strange in."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house import tree

RUN_TEXT = {"eval", "exec", "compile", "__import__", "breakpoint"}
SHELLS = {"os.system", "os.popen", "os.spawnl", "subprocess.getoutput", "subprocess.getstatusoutput"}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "yaml", "xml", "lxml", "random", "telnetlib", "ldap"}
FROM_THE_SYSTEM = {("random", "SystemRandom")}  # the machine's own source of chance under another name
SQL_OF_OURS = {"one.verb", "orphans", "pragma"}  # looked at: constants that stand beside the query
PRIMITIVES = {"AESGCM", "HKDF", "SHA256", "Scrypt", "ec", "load_der_private_key"}  # of `cryptography`, with its forms:
FORMS = {"Encoding", "InvalidTag", "NoEncryption", "PrivateFormat", "PublicFormat"}
HASHES = {"hashlib.sha256"}  # and HMAC over it
TAKES_SQL = {"text", "exec_driver_sql", "execute", "executescript"}
FROM_ANYWHERE = {"values", "files", "data", "get_data", "stream"}  # of a request: query and body mixed, or raw
# A language as a PO file, and a text read aloud: size and kind are checked, neither is served as it came.
TAKES_A_FILE = {
    "companion/words/po_pages.py",
    "companion/words/aloud_pages.py",
    "companion/words/templates/words/import.html",
    "companion/words/templates/words/aloud_piece.html",
}
READS_JSON_ITSELF = {"companion/sync/api_door.py"}  # names that stand twice, NaN and broken UTF-8 are refused
IN_SCRIPTS = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function|__proto__|setPrototypeOf"
    r"|XMLHttpRequest|importScripts|WebSocket|RTCPeerConnection|sessionStorage)\b"
)
IN_PAGES = re.compile(r"<(iframe|frame|object|embed|applet|portal)\b|type=[\"']file|enctype|http-equiv", re.IGNORECASE)
FOR_A_MOMENT = {
    ("place.js", "sessionStorage"),  # until the next page: e2e/test_switch_anywhere.py
    ("check_in_draft.js", "sessionStorage"),  # a random word for the tab, nothing of anybody: decision 0045
}
SCRIPTS = tree.named(".js", under="companion") + tree.named(".js", under="service_worker")


def test_nothing_runs_text_as_code() -> None:
    assert not [found for path in tree.named(".py", under="companion") for found in runs_text(path.read_text())]


def test_nothing_reads_what_could_act_by_being_read() -> None:
    """No pickle, no YAML, no XML; and chance comes from the system alone."""
    assert not [found for path in tree.named(".py", under="companion") for found in imports(path.read_text())]


def test_only_these_ciphers_curves_and_hashes_are_used() -> None:
    """AES-GCM, P-256, HKDF and HMAC over SHA-256, scrypt: no other primitive of a library is touched."""
    assert not [found for path in tree.named(".py", under="companion") for found in other_primitives(path.read_text())]


def test_sql_is_written_by_us_alone() -> None:
    assert not [found for path in tree.named(".py", under="companion") for found in mixed_sql(path.read_text())]


def test_a_form_is_read_from_the_body_and_an_address_from_the_address() -> None:
    pages = [
        path
        for path in tree.named(".py", under="companion")
        if tree.short(path) not in READS_JSON_ITSELF | TAKES_A_FILE
    ]
    assert not [found for path in pages for found in read_anywhere(path.read_text())]


def test_scripts_write_text_and_never_markup() -> None:
    wrong = [(path.name, found) for path in SCRIPTS for found in IN_SCRIPTS.findall(path.read_text())]
    assert not set(wrong) - FOR_A_MOMENT


def test_only_our_own_worker_is_listened_to() -> None:
    """A window hears `message` from any site; our listeners hang on the worker, its clients and a channel of ours."""
    listening = re.compile(r"([\w.]+)\.(?:addEventListener\(\"message\"|onmessage)")
    heard = {(path.name, target) for path in SCRIPTS for target in listening.findall(path.read_text())}
    ours = {("start.js", "worker"), ("answer_here.js", "worker"), ("start.js", "port1"), ("sw.js", "self")}
    ours |= {("check_in_draft.js", "port1")}
    assert heard <= {*ours, ("unsent.js", "channel")}


def test_pages_embed_nothing_and_take_no_files() -> None:
    pages = [path for path in tree.templates() if tree.short(path) not in TAKES_A_FILE]
    assert not [f"{tree.short(path)}: {found}" for path in pages for found in IN_PAGES.findall(path.read_text())]


@pytest.mark.parametrize(
    "source",
    ["eval(x)", "exec(x)", "os.system(x)", "subprocess.run(x, shell=True)", "subprocess.Popen('a ' + b)"],
)
def test_text_that_would_run_is_seen(source: str) -> None:
    assert list(runs_text(source))


@pytest.mark.parametrize("source", ["import pickle", "from xml.etree import ElementTree", "from random import choice"])
def test_a_dangerous_import_is_seen(source: str) -> None:
    assert list(imports(source)) and not list(imports("from random import SystemRandom\nimport json"))


@pytest.mark.parametrize(
    "source", ["text(f'select {x}')", "db.execute('select ' + x)", "text('%s' % x)", "text(x.format(y))"]
)
def test_mixed_sql_is_seen(source: str) -> None:
    assert list(mixed_sql(source))
    assert not list(
        mixed_sql("db.execute(select(Person))\ntext(f'select {TABLE}')\ntext('select 1')\nx.execute(query)")
    )


@pytest.mark.parametrize("source", ["request.values['a']", "request.files", "request.get_data()"])
def test_a_form_read_from_anywhere_is_seen(source: str) -> None:
    assert list(read_anywhere(source)) and not list(read_anywhere("request.form['a']\nrequest.args.get('b')"))


def runs_text(source: str) -> Iterator[str]:
    """Every call that would run a text: as Python, or as a command line."""
    for node in tree.calls(source):
        called = ast.unparse(node.func)
        first = node.args[0] if node.args else None
        shell = any(word.arg == "shell" for word in node.keywords)
        glued = called.startswith("subprocess.") and isinstance(first, ast.BinOp | ast.JoinedStr)
        if called in RUN_TEXT | SHELLS or shell or glued:
            yield ast.unparse(node)


def imports(source: str) -> Iterator[str]:
    """Every import of what we never read or ask."""
    for node in tree.nodes(source):
        if isinstance(node, ast.Import):
            named = [(one.name, "") for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            named = [(node.module or "", one.name) for one in node.names]
        else:
            continue
        yield from (
            f"{module} {name}"
            for module, name in named
            if module.split(".")[0] in NEVER_IMPORTED and (module, name) not in FROM_THE_SYSTEM
        )


def other_primitives(source: str) -> Iterator[str]:
    """Every cipher, curve, derivation or hash that is not on the list."""
    for node in tree.nodes(source):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cryptography"):
            yield from (one.name for one in node.names if one.name not in PRIMITIVES | FORMS)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib":
            yield from [] if ast.unparse(node) in HASHES else [ast.unparse(node)]


def mixed_sql(source: str) -> Iterator[str]:
    """Every query into which a value is written; constants of ours (in capitals) may stand in it."""
    for node in tree.calls(source):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in TAKES_SQL and node.args and not _is_ours(node.args[0]):
            yield ast.unparse(node)


def read_anywhere(source: str) -> Iterator[str]:
    """Every look into a request that does not say where the value came from."""
    for node in tree.nodes(source):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "request" and node.attr in FROM_ANYWHERE:
            yield ast.unparse(node)


def _is_ours(query: ast.expr) -> bool:
    if isinstance(query, ast.JoinedStr):
        parts = [ast.unparse(part.value) for part in query.values if isinstance(part, ast.FormattedValue)]
        return all(part.isupper() or part in SQL_OF_OURS for part in parts)
    if isinstance(query, ast.BinOp):
        return not any(isinstance(side, ast.Constant | ast.JoinedStr) for side in (query.left, query.right))
    return not (isinstance(query, ast.Call) and ast.unparse(query.func).endswith(".format"))
