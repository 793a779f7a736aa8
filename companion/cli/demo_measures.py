"""The demo municipality's measures (`demo_catalogue.csv`), verified around today; one of them is old on purpose."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from companion.cli.demo_town import INSTALLER
from companion.foundation import clock
from companion.plan import catalogue
from companion.plan.catalogue_file import read

WRITTEN_ON = date(2026, 11, 22)  # the file's own today


def offer_measures() -> None:
    """Fill the empty catalogue of the runtime that is bound."""
    measures = read(Path(__file__).with_name("demo_catalogue.csv"), today=WRITTEN_ON)
    later = clock.today() - WRITTEN_ON
    wanted = [replace(one, verified_on=one.verified_on + later) for one in measures]
    catalogue.take_in(wanted=wanted, expected=catalogue.compare(wanted), actor=INSTALLER)
