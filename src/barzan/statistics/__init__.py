"""Figures of the catalogue: by unit, class, client and channel, what is missing, which papers are asked
most.

It keeps no tables; every figure opens the list that it counts.
"""
