"""`khizana backup`, `khizana restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import OWN


class MakeUnlessNamed(TyperGroup):
    """`khizana backup DIR` is `khizana backup make DIR`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=MakeUnlessNamed,
    help="Backups: `khizana backup DIR` makes one or brings it up to date.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the backup, on another disk.")]
Made = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the backup, on another disk.", **OWN)]
Target = Annotated[Path, typer.Argument(metavar="NEW-ARCHIVE", help="A new or empty folder.", **OWN)]
WithKeys = Annotated[
    bool,
    typer.Option("--with-keys", help="Include the ledger's SECRET signing key: who reads the backup can then forge."),
]


@app.command()
def make(
    directory: Made,
    with_keys: WithKeys = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Make a backup, or bring one up to date.

    Packages, documents, ledger, settings, people's keys and accounts; only what is new is copied, and verified meanwhile.

    The signing key of the ledger is not in it unless you ask: without it a restored archive can be read and not written.
    Replicas and quarantine are not in it. What was disposed of leaves the backup, too.

    Example: khizana backup /mnt/backup/khizana
    """
    from khizana.cli.preservation import backup_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.preservation import backups
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = backups.make(open_archive(archive), directory, with_keys, bars.step)
    answer(outcome, pages.made, as_json, lang)


@app.command()
def verify(directory: Folder, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Is a backup intact?

    Reads every byte of it; no archive is needed.

    Example: khizana backup verify /mnt/backup/khizana
    """
    from khizana.cli.preservation import backup_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.preservation import backups

    with Bars(lang, as_json) as bars:
        outcome = backups.verify(directory, bars.step)
    answer(outcome, pages.verified, as_json, lang)


@app.command()
def drill(
    directory: Folder, archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None
) -> None:
    """Prove that a backup can be restored.

    Restores it into a temporary folder (TMPDIR says where), builds catalogue and index, and compares with the archive: the
    ledger's root, the packages, and the answers to questions drawn by lot. The ledger records the drill.

    Example: TMPDIR=/mnt/scratch khizana backup drill /mnt/backup/khizana
    """
    from khizana.cli.preservation import backup_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.preservation import restore
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = restore.drill(open_archive(archive), directory, bars.step)
    answer(outcome, pages.drilled, as_json, lang)


def restore(directory: Folder, target: Target, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Make an archive from a backup.

    Every byte is verified while it is copied; catalogue and index are built anew.

    Example: khizana restore /mnt/backup/khizana /srv/khizana
    """
    from khizana.cli.preservation import backup_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.preservation import restore

    with Bars(lang, as_json) as bars:
        outcome = restore.restore(directory, target, bars.step)
    answer(outcome, pages.restored, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put `restore` on the command line."""
    app.command()(restore)
