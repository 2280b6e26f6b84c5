"""The citizens' face: the home page, which joins what the rooms below know. No tables."""
