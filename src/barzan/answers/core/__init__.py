"""The pure core of ``answers``: values in, values out."""
