"""The pure core of ``forms``: values in, values out."""
