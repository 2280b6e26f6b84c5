"""The life of a service: draft, reviewed, approved by the post that may, published; and editions of the
whole.

A draft holds the content that somebody wants a service to have; every saving is kept, two people may write
at once, and nothing of either is lost. Publishing goes through ``catalogue.actions``. An edition pins which
versions stood in the catalogue on a day. Split, merge, move and retirement keep their successions, so that
old codes lead on.
"""
