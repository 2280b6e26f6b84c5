"""The pure core of ``registers``: values in, values out."""
