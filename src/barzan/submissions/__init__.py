"""What people answered.

Drafts, submissions as facts, attachments, reviews, personal fields kept apart; nothing lost, nothing
doubled.
"""
