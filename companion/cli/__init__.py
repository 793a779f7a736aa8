"""The installed command `companion`: everything an operator does, each with a help text and an example."""

from importlib import import_module

import click

COMMANDS = {
    "demo": "companion.cli.demo",
    "doctor": "companion.cli.doctor",
    "figures": "companion.cli.figures",
    "init": "companion.cli.init",
    "instrument": "companion.cli.instrument",
    "invite": "companion.cli.invite",
    "keys": "companion.cli.keys",
    "locales": "companion.cli.locales",
    "people": "companion.cli.people",
    "programme": "companion.cli.programme",
    "serve": "companion.cli.serve",
    "sync": "companion.cli.sync",
    "worker": "companion.cli.work",
}


class OnDemand(click.Group):
    """Imports a command only when it is used: a worker does not carry what the web app needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name])
        found: click.Command = getattr(module, cmd_name)
        return found


@click.group(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Companion: one plan with a responsible name on it, in the citizen's own language.

    Settings come from the environment (COMPANION_…, see docs/operating.md).

    Example: companion init && companion serve
    """
