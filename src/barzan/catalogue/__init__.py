"""The catalogue of public services: what an agency does for whom, on which law, with which papers and steps.

A ``Service`` is an identity with a code of our own that is never reused; what is published about it is a
``ServiceVersion``, immutable and hashed, and the service points at the current one. ``booklet`` reads the
printed booklet that a catalogue starts from; what that reading found stands in tables of its own. The room
writes only its own tables, reads units through ``people``, and gives services to ``search``.
"""
