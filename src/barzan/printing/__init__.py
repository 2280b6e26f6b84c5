"""The printed booklet: the catalogue as PDF, DOCX, XLSX and HTML that an office would publish.

``book`` computes the whole booklet as plain values; each format only sets it. It keeps no tables.
"""
