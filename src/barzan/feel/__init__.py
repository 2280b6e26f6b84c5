"""The one expression language of the house: a subset of FEEL (DMN 1.3 and later), parsed and evaluated by
our own code.

Pure and bounded in time and size; never ``eval``. Serves conditions of processes, decision tables, states of
registers, indicators, scoring. Knows ``persian`` and nothing else of the house.
"""
