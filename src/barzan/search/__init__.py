"""Search: one index of everything that can be found, kept in the installation's own database.

Upper rooms register a ``SearchProvider``; this room turns their entries into words and postings in the
transaction of the change, and finds them again however the words are spaced, with a typing error, and only
those the actor may see. It writes nothing but its own four tables, which can be built anew at any time.
"""
