"""What passes between a process and its child: eight bytes of length and so much content, with open files where given."""

from __future__ import annotations

import socket
from collections.abc import Sequence

_HEAD = 8
_CHUNK = 1 << 20
MOST_FILES = 16
"""The most open files that one message may bring."""


def send(channel: socket.socket, content: bytes, descriptors: Sequence[int] = ()) -> None:
    """Send one message, with descriptors where given."""
    head = len(content).to_bytes(_HEAD, "big")
    sent = socket.send_fds(channel, [head], descriptors) if descriptors else 0
    channel.sendall(head[sent:] + content)


def receive(channel: socket.socket) -> tuple[bytes, list[int]] | None:
    """The next message and its descriptors; None at the end."""
    begun, descriptors, _, _ = socket.recv_fds(channel, _HEAD, MOST_FILES)
    head = _filled(channel, bytearray(begun), _HEAD) if begun else None
    content = _filled(channel, bytearray(), int.from_bytes(head, "big")) if head is not None else None
    return (bytes(content), descriptors) if content is not None else None


def _filled(channel: socket.socket, content: bytearray, length: int) -> bytearray | None:
    while len(content) < length:
        more = channel.recv(min(_CHUNK, length - len(content)))
        if not more:
            return None
        content += more
    return content
