"""A push service in a process of its own: answers 201 to every POST and keeps the line, as cheaply as Python can."""

import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CREATED = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n"
END = b"\r\n\r\n"


@contextmanager
def push_service() -> Iterator[str]:
    """The address of a running one."""
    command = [sys.executable, "-m", "bench.method.push_service"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/push/"
        process.terminate()


def serve() -> None:
    """Listen on a free port, say which, and answer until the process is ended."""
    with socket.create_server(("127.0.0.1", 0)) as listening, selectors.DefaultSelector() as ready:
        print(listening.getsockname()[1], flush=True)
        ready.register(listening, selectors.EVENT_READ)
        pending: dict[socket.socket, bytes] = {}
        while True:
            for key, _events in ready.select():
                if key.fileobj is listening:
                    line, _address = listening.accept()
                    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    ready.register(line, selectors.EVENT_READ)
                    pending[line] = b""
                else:
                    _hear(key.fileobj, pending, ready)  # type: ignore[arg-type] # only sockets are registered


def _hear(line: socket.socket, pending: dict[socket.socket, bytes], ready: selectors.BaseSelector) -> None:
    heard = line.recv(65536)
    if not heard:
        ready.unregister(line)
        line.close()
        del pending[line]
        return
    pending[line] += heard
    while (rest := _after_one(pending[line])) is not None:
        pending[line] = rest
        line.sendall(CREATED)


def _after_one(heard: bytes) -> bytes | None:
    """What comes after one whole request, or None if it is not whole yet."""
    head, found, body = heard.partition(END)
    if not found:
        return None
    length = next(int(one[15:]) for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:"))
    return body[length:] if len(body) >= length else None


if __name__ == "__main__":
    serve()
