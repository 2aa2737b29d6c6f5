"""Progress bars on standard error, for a person at a terminal; nothing where nobody looks."""

from __future__ import annotations

import sys
from types import TracebackType

from khizana.language import Speaker, language


class Bars:
    """One bar a stage. The stages appear as they begin."""

    def __init__(self, lang: str | None, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._speaker = Speaker(language(lang))
        shown = sys.stderr.isatty() and not quiet
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        self._progress = Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True)
        self._tasks: dict[str, int] = {}

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def step(self, stage: str, done: int, total: int) -> None:
        """So much of a stage (a key `progress.…` of the texts) is done."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(self._speaker.say(f"progress.{stage}"), total=total)
        self._progress.update(self._progress.task_ids[self._tasks[stage]], completed=done, total=total)
