"""Barzan: open software for planning and running a city.

Each package below is a room of the house drawn in ``docs/architecture.md``; a room imports from the rooms to
its left on its own floor and from the floors below. ``barzan.config`` wires them together.
"""
