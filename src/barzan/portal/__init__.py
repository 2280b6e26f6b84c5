"""The citizens' face: the home page, which joins what the rooms below know, and the pages of errors. No tables."""
