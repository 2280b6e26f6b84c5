"""The commands of the room: ``library`` (a form and what is set for it), ``drafting``, ``publishing``, ``bank``."""
