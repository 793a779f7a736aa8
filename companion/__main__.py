"""`python -m companion` is the installed command."""

from companion.cli import main

main(prog_name="companion")
