"""Documents: files that people hand in, kept by what is in them.

A file is checked by its content before it is kept, under its SHA-256, in BARZAN_HOME/documents; the database
knows its versions, its unit and whether it holds personal data. The room writes its own tables and that
folder.
"""
