"""The catalogue as spreadsheets: XLSX and CSV out and in again, exactly, with a dry run in words.

Files become rows of blueprints and are checked by the providers of the catalogue, so that one set of rules
serves both; what is wrong is told by sheet, row and column. What was handed in, what it would change and what
became of it is kept. Changes go through ``catalogue.actions`` and ``revisions.actions``.
"""
