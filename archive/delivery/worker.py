"""A process of its own that measures files under limits: `python -m archive.delivery.worker SOCKET`. See `isolation`.

A message is eight bytes of length and as much JSON; a request carries the descriptor of the file, so that this process needs no
path and no right to open one.
"""

from __future__ import annotations

import json
import resource
import signal
import socket
import sys

from archive.delivery.costs import LARGEST_WRITTEN, MEMORY

_GRACE = 30
OUT_OF_MEMORY = "out of memory"


def send(channel: socket.socket, message: object, descriptors: tuple[int, ...] = ()) -> None:
    """Send one message, with descriptors where given."""
    content = json.dumps(message).encode("ascii")
    socket.send_fds(channel, [len(content).to_bytes(8, "big")], descriptors)
    channel.sendall(content)


def receive(channel: socket.socket) -> tuple[object, list[int]] | None:
    """The next message and its descriptors; None at the end."""
    head, descriptors, _, _ = socket.recv_fds(channel, 8, 1)
    while head and len(head) < 8:
        more = channel.recv(8 - len(head))
        if not more:
            return None
        head += more
    content = bytearray()
    length = int.from_bytes(head, "big")
    while head and len(content) < length:
        more = channel.recv(min(1 << 20, length - len(content)))
        if not more:
            return None
        content += more
    return (json.loads(content), descriptors) if head else None


def main(number: int) -> None:
    """Answer each request with the facts of its file, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = socket.socket(fileno=number)
    from archive.delivery.measure_file import BUFFER

    buffer = memoryview(bytearray(BUFFER))
    while asked := receive(channel):
        request, (descriptor,) = asked
        send(channel, _answer(request, descriptor, buffer))


def _answer(request: object, descriptor: int, buffer: memoryview) -> object:
    import os

    from archive.delivery.measure_file import measure_file
    from archive.delivery.measured import Role
    from archive.delivery.written_facts import written

    assert isinstance(request, dict)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime + float(request["seconds"])) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))  # should nobody be left to end us
    try:
        return {"facts": written(measure_file(descriptor, request["path"], Role[request["role"]], buffer))}
    except MemoryError:
        return {"failed": OUT_OF_MEMORY}
    except OSError as error:
        return {"unreadable": error.strerror or str(error)}
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    main(int(sys.argv[1]))
