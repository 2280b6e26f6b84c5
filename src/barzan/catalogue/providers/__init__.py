"""What a blueprint can load into the catalogue; the columns are described in ``docs/catalogue.md``."""

from barzan.blueprints.registry import register
from barzan.catalogue.providers import arranged, booklet, services


def register_all() -> None:
    """Makes every provider known; called once, at start."""
    for provider in (*arranged.PROVIDERS, *booklet.PROVIDERS, *services.PROVIDERS):
        register(provider)
