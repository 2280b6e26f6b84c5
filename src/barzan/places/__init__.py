"""Divisions of country and city: provinces, counties, cities, municipal districts, neighbourhoods, parcels.

A place has one home hierarchy and may stand in others (a neighbourhood in the municipal one and in that
of the water company). Names and positions are facts with a date: renaming or moving adds one, so that the
tree can be asked as it was. The room owns its tables and pages, and imports nothing above ``blueprints``.
"""
