"""Blueprints: a programme, a booklet or a register set up from files, without a line of Python.

The room reads a folder of CSV and YAML files, has every file checked by the provider of the room it speaks
to, shows what would change, and applies all of it in one transaction or nothing at all. It knows no other
room: upper rooms register a ``Provider`` when they start. Its one table remembers which blueprint was loaded
when.
"""
