"""The pure core of ``filling``: values in, values out."""
