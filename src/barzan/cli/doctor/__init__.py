"""What is wrong with this installation, and the remedy. Every check looks only; none repairs."""

from barzan.cli.doctor.checks import examine
from barzan.cli.doctor.finding import Finding

__all__ = ["Finding", "examine"]
