"""The pure core of ``submissions``: values in, values out."""
