"""The line between a phone and a server: a forwarder on loopback that can be cut and mended."""

import contextlib
import socket
import threading
from collections.abc import Iterator

ANYWHERE = ("127.0.0.1", 0)


class Line:
    """Forwards every connection to the server's port; while it is cut, nobody answers at its address."""

    def __init__(self, server_port: int) -> None:
        self._server = ("127.0.0.1", server_port)
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._door = _listen(ANYWHERE)
        self.address = self._door.getsockname()
        self.url = f"http://localhost:{self.address[1]}"
        self._welcome(self._door)

    def cut(self) -> None:
        """No bars: new connections are refused, open ones end in mid-sentence."""
        _end(self._door)
        with self._guard:
            for one in self._open:
                _end(one)

    def is_dead(self) -> bool:
        """Whether nobody answers at its address."""
        with socket.socket() as caller:
            return caller.connect_ex(self.address) != 0

    def mend(self) -> None:
        """The bars come back, at the same address."""
        self._door = _listen(self.address)
        self._welcome(self._door)

    def _welcome(self, door: socket.socket) -> None:
        threading.Thread(target=self._accept, args=(door,), daemon=True).start()

    def _accept(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):  # the door was closed: the line is cut
            while True:
                phone, _ = door.accept()
                server = socket.create_connection(self._server)
                with self._guard:
                    self._open |= {phone, server}
                for one, other in ((phone, server), (server, phone)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):  # either end may hang up at any time
            while said := one.recv(65536):
                other.sendall(said)
        _end(other)
        with self._guard:
            self._open -= {one, other}


@contextlib.contextmanager
def line(server_port: int) -> Iterator[Line]:
    """A line for one story."""
    made = Line(server_port)
    try:
        yield made
    finally:
        made.cut()


def _listen(address: tuple[str, int]) -> socket.socket:
    return socket.create_server(address, backlog=64)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it has ended already
        one.shutdown(socket.SHUT_RDWR)
    one.close()
