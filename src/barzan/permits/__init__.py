"""Certificates of entries: printed from a template, signed by the post that may, verified by anybody.

A certificate is a fact about an entry of a register as it stood: a PDF with a QR code. What it is worth is
not written on it: the public page under /verify/ asks the entry. A lost certificate is replaced, which voids
it. The room hears of entries from ``registers`` and tells those concerned before they expire; it writes no
entry.
"""
