"""``sohoa doctor``: what this machine, and the servers that the settings name, lack."""

import argparse

from service.commands.exit_status import DONE, MACHINE


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Print the findings and return the exit status."""
    from service.doctor import examine
    from service.doctor_stores import examine_stores
    from service.report import show_findings

    findings = (*examine(), *examine_stores())
    show_findings(findings)
    return MACHINE if any(finding.level == "missing" for finding in findings) else DONE
