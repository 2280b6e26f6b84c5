"""The commands of the room.

``library``: a form and what is set for it. ``drafting``, ``translating``, ``publishing``: what it asks.
``bank``: questions for all forms.
"""
