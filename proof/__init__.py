"""The runner of the full counts: ``make proof``."""
