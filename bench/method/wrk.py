"""Sends sealed check-ins with Debian's `wrk`: one thread of C for all connections.

A sender in Python takes a processor of its own, and on a small machine then decides how two servers compare.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.method.caller import HOST
from bench.method.sending import INTAKE

WINDOW = 3  # seconds one contestant is sent to in one round
ENOUGH = 3_000  # items for a window: more than any of ours takes in it, and each is sent once
SCRIPT = """
local items, sent, running = {}, 0, nil
wrong = 0
for line in io.lines(%(file)s) do items[#items + 1] = line end
function setup(thread) running = thread end
function request()
  sent = sent + 1
  return wrk.format("POST", %(path)s, %(headers)s, items[sent])
end
function response(status) if status ~= 201 then wrong = wrong + 1 end end
function done(summary, latency)
  io.write(string.format('\\n{"seconds": %%f, "answered": %%d, "wrong": %%d, "p50": %%f, "p99": %%f}\\n',
    summary.duration / 1e6, summary.requests, running:get("wrong"),
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


def is_there() -> bool:
    """Whether this machine has it (Debian's package `wrk`)."""
    return shutil.which("wrk") is not None


def send(port: int, token: str, items: Sequence[bytes], clients: int) -> tuple[int, float, float, float]:
    """Send items for `WINDOW` seconds: how many were kept, how many a second, p50 and p99 in milliseconds."""
    headers = {"Content-Type": "application/json", "Cookie": f"companion={token}", "Host": f"{HOST}:{port}"}
    told = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items())
    with tempfile.TemporaryDirectory() as folder:
        file, script = Path(folder, "items"), Path(folder, "send.lua")
        file.write_bytes(b"\n".join(items))
        values = {"file": json.dumps(str(file)), "path": json.dumps(INTAKE)}
        script.write_text(SCRIPT % (values | {"headers": f'{{{told}, ["Sec-Fetch-Site"] = "same-origin"}}'}))
        command = ["wrk", "-t1", f"-c{clients}", f"-d{WINDOW}s", "--timeout", "30s", "-s", str(script)]
        ran = subprocess.run([*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr or ran.stdout
    found = json.loads(ran.stdout.strip().splitlines()[-1])
    assert found["wrong"] == 0, found
    return found["answered"], found["answered"] / found["seconds"], found["p50"], found["p99"]
