"""The pure core of ``permits``: values in, values out."""
