"""Keeps the catalogue true: the three-year review with its reminders, and proposals of change from anyone.

Every proposal is answered; one that is accepted becomes a draft of ``revisions`` and says so.
"""
