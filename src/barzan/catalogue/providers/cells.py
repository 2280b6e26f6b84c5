"""The cells of the catalogue's files: those of every blueprint, and the shape of a service's code."""

import re

from barzan.blueprints.cells import CODE, SHA256, SLUG, Cells, problems_of, repeated

__all__ = ["CODE", "SERVICE_CODE", "SHA256", "SLUG", "Cells", "problems_of", "repeated"]

SERVICE_CODE = re.compile(r"[A-Z]{2,6}-[0-9]{4,6}")
