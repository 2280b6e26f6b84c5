"""Typed entries with a life: states, transitions, numbers, validity, relations, versions, imports."""
