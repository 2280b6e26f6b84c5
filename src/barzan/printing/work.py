"""What the worker does with orders: it prints, and clears the shelf once a day."""

from __future__ import annotations

from barzan.jobs.context import JobContext
from barzan.jobs.registry import every, handler
from barzan.printing import shelf
from barzan.printing.formats import file_name
from barzan.printing.press import print_book
from barzan.printing.queries import ORDER


@handler(ORDER, retries=2, outside=True)
def print_order(job: JobContext) -> None:
    """Prints the booklet of an order; printed again, it takes the same place on the shelf."""
    form = job.payload["form"]
    book, data = print_book(job.actor, form, job.payload["units"], job.payload["edition"], job.progress)
    shelf.put(job.key, file_name(book, form), data)


every("printing.tidy", seconds=86_400, when=shelf.waiting)(shelf.tidy)
