"""The catalogue as spreadsheets: CSV and XLSX out and in again, exactly, with a dry run in words.

It keeps no tables: files become rows of blueprints, checked by the same providers; errors name sheet, row
and column.
"""
