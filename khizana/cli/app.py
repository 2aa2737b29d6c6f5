"""The commands, put together; and the one place where what went wrong becomes an exit code."""

from __future__ import annotations

import sys

import typer

from khizana import __version__, notices
from khizana.cli.access import access
from khizana.cli.audit import audit, premis
from khizana.cli.custody import custody, indexing
from khizana.cli.demonstration import demo
from khizana.cli.intake import delivery, intake
from khizana.cli.ledger import ledger, witness
from khizana.cli.people import approval, holds, person, policy
from khizana.cli.preservation import assess, backup, repair, replica
from khizana.cli.terminal.ending import ending, working
from khizana.cli.terminal.help import speaking
from khizana.cli.terminal.log_options import FORMAT, LEVEL, logged
from khizana.cli.terminal.options_anywhere import LANGUAGE, taken
from khizana.errors import MEANINGS, Exit
from khizana.language import Speaker, asked, language

EPILOG = "Exit codes: " + "; ".join(f"{code.value} {meaning}" for code, meaning in MEANINGS.items()) + "."

app = typer.Typer(
    name="khizana",
    help="An archive of civil-status registers: packages, fixity, completeness, and finding an act in either script.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # the coloured help takes twice the time to show
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room_of_commands in (custody, indexing, intake, access, approval, repair, backup, holds, premis):
    room_of_commands.register(app)
app.add_typer(audit.app, name="audit")
app.add_typer(ledger.app, name="ledger")
app.add_typer(assess.app, name="assess")
app.add_typer(witness.app, name="witness")
app.add_typer(backup.app, name="backup")
app.add_typer(person.app, name="person")
app.add_typer(policy.app, name="policy")
app.add_typer(replica.app, name="replica")
app.add_typer(delivery.app, name="delivery")
app.add_typer(demo.app, name="demo")


@app.callback(invoke_without_command=True)
def root(
    version: bool = typer.Option(False, "--version", help="Say the version and stop."),
    log_level: str = typer.Option(
        "",
        LEVEL,
        metavar="LEVEL",
        help="Log to standard error: debug, info, warning or error (nothing where none is named).",
    ),
    log_format: str = typer.Option("", FORMAT, metavar="FORMAT", help="How: text or json."),
) -> None:
    """See the commands below; each has its own help with examples."""
    # Both stand anywhere on the command line and were taken from it before; here they have their help.
    if version:
        typer.echo(f"khizana {__version__}")
        raise typer.Exit(Exit.DONE)


def run(arguments: list[str] | None = None) -> None:
    """Run one command. Errors are said on standard error (as JSON when --json was given), never as a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    words, named = taken(given, (LANGUAGE, LEVEL, FORMAT))
    with notices.hearing(), asked(named.get(LANGUAGE)), ending(given), working(given):
        command = speaking(typer.main.get_command(app), Speaker(language()))
        with logged(command, words, named):
            sys.exit(command(args=words, prog_name="khizana", obj=run, standalone_mode=False))
