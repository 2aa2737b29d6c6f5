"""The child's side: answers one request after another until nobody asks any more."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence

from archive.child_processes.limits import Limits, confine, end_with
from archive.child_processes.messages import receive, send
from archive.child_processes.shortage import lacking

LACKING = b""
"""The request that asks what this child cannot get of what its limits allow it."""

Answering = Callable[[bytes, Sequence[int]], bytes]
"""Gives the answer to a request, and may read the open files that came with it."""


def serve(answer: Answering, limits: Limits | None = None) -> None:
    """Take on the limits and answer; a defect ends the child, and its last words are the parent's to tell.

    The last two words of the command line are our end of the line and the parent's process number.
    """
    given = limits or Limits()
    number, parent = map(int, sys.argv[-2:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key pressed at the terminal is for whoever started us
    end_with(parent)
    confine(given)
    channel = socket.socket(fileno=number)
    while asked := receive(channel):
        content, descriptors = asked
        try:
            said = (
                json.dumps(lacking(given.memory or 0)).encode() if content == LACKING else answer(content, descriptors)
            )
            send(channel, said)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
