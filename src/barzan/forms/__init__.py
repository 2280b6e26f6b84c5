"""Forms of the offices.

The library of instruments, their immutable versions, the question bank, translation, preview,
publishing.
"""
