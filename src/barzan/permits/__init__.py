"""Certificates of entries.

Printed, signed by a post, verified by anybody through a QR code, voided when replaced.
"""
