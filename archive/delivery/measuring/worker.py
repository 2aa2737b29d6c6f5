"""A process of its own that measures files under limits: `python -m archive.delivery.measuring.worker SOCKET`. See `isolation`.

A message is eight bytes of length and as much JSON; a request carries the descriptor of the file, so that this process needs no
path and no right to open one.
"""

from __future__ import annotations

import json
import resource
import signal
import socket
import sys

from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.resource_limits import LARGEST_WRITTEN, MEMORY
from archive.delivery.shortage import gives, is_short, lacking, told_of

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
    allowed = resource.getrlimit(resource.RLIMIT_DATA)[
        1
    ]  # a machine may give less; `shortage` says so where it matters
    memory = MEMORY if allowed == resource.RLIM_INFINITY else min(MEMORY, allowed)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = socket.socket(fileno=number)
    from archive.delivery.measuring.measure_file import BUFFER

    buffer = memoryview(bytearray(BUFFER))
    while asked := receive(channel):
        request, descriptors = asked
        if not descriptors:
            send(channel, {"lacking": lacking(MEMORY)})
            continue
        send(channel, _answer(request, descriptors[0], buffer))


def _answer(request: object, descriptor: int, buffer: memoryview) -> object:
    import os

    from archive.delivery.facts.measured import Role
    from archive.delivery.facts.written_facts import written
    from archive.delivery.measuring.measure_file import measure_file

    assert isinstance(request, dict)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime + float(request["seconds"])) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))  # should nobody be left to end us
    try:
        facts = measure_file(descriptor, request["path"], Role[request["role"]], buffer)
        short = _short(facts) if facts.damage or facts.problems else None
        return {"short": short} if short else {"facts": written(facts)}
    except MemoryError:
        return {"failed": OUT_OF_MEMORY} if gives(MEMORY) else {"short": lacking(MEMORY)}
    except OSError as error:
        said = error.strerror or str(error)
        return {"short": said} if is_short(error) else {"unreadable": said}
    finally:
        os.close(descriptor)


def _short(facts: FileFacts) -> str | None:
    """Why what was found wrong may be the machine's doing; damage is believed only of a reader that lacked nothing."""
    said = facts.damage.detail if facts.damage else ""
    return said if told_of(said) else lacking(MEMORY)


if __name__ == "__main__":
    main(int(sys.argv[1]))
