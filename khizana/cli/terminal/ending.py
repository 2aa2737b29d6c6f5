"""How a command ends: its answer is out to the last byte, or it says why it is not; never with a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from typing import Any, NoReturn, TextIO, cast

import typer
from typer._click.exceptions import ClickException  # typer carries its own click, and shows it nowhere else

from archive.model.message import sentence, tell
from khizana.cli.terminal.terminal import say, write_json
from khizana.cli.terminal.usage import said, show
from khizana.errors import Exit, UsageError
from khizana.language import Speaker, language

INTERRUPTED = 128 + 2


class OutputFailed(Exception):
    """The answer cannot be written."""


class _Output:
    """The standard output; its failures are told from those of the work."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with _failing():
            return self._stream.write(text)

    def flush(self) -> None:
        with _failing():
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(tell("the output cannot be written: {strerror}", strerror=error.strerror)) from None
    except UnicodeEncodeError as error:
        said = "the output is written as {encoding}, not as UTF-8: set PYTHONUTF8=1"
        raise OutputFailed(tell(said, encoding=error.encoding)) from None


@contextmanager
def ending(given: Sequence[str]) -> Iterator[None]:
    """Run a command within: whatever goes wrong is said on standard error, and as JSON where that was asked for."""
    if sys.stdout is None:
        _fail((), "the standard output is closed: give the command an output", Exit.COULD_NOT_WORK)
    output = _Output(sys.stdout)
    try:
        with redirect_stdout(cast(TextIO, output)):
            try:
                yield
            finally:
                output.flush()
    except BrokenPipeError:
        _discard_output()
        sys.exit(Exit.COULD_NOT_WORK)  # without a word: whoever read had enough, as with `| head`
    except OutputFailed as error:
        _discard_output()
        _fail((), sentence(error), Exit.COULD_NOT_WORK)


@contextmanager
def working(given: Sequence[str]) -> Iterator[None]:
    """The work itself: its failures, as against those of the output."""
    try:
        yield
    except ClickException as error:
        _misused(given, error)
    except (KeyboardInterrupt, typer.Abort):
        _fail(given, "interrupted", INTERRUPTED)
    except (BrokenPipeError, OutputFailed):
        raise
    except Exception as error:
        from khizana.cli.terminal.answer import say_notices
        from khizana.service.failures import failure

        told = failure(error)
        if told is None:
            raise
        say_notices(None)
        _fail(given, *told)


def _misused(given: Sequence[str], error: ClickException) -> NoReturn:
    if asked_for_json(given):
        write_json({"error": said(error, Speaker("en")), "exit": error.exit_code})
    show(error, Speaker(language()))
    sys.exit(error.exit_code)


def asked_for_json(given: Sequence[str]) -> bool:
    """Whether `--json` stands among the options; what follows `--` is no option."""
    return "--json" in given[: given.index("--") if "--" in given else None]


def _fail(given: Sequence[str], message: str, code: int) -> NoReturn:
    if asked_for_json(given):
        write_json({"error": message, "exit": int(code)})
    say(f"khizana: {_spoken(message)}", error=True)
    sys.exit(code)


def _spoken(message: str) -> str:
    """In the language of the reader, where standard error can show it."""
    try:
        spoken = Speaker(language()).error(message)
        spoken.encode(getattr(sys.stderr, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, UsageError):
        return message
    return spoken


def _discard_output() -> None:
    """What is left unwritten goes nowhere, so that the interpreter does not try it again when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
