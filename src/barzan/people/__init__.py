"""Organisations, their units and posts, the persons who hold the posts, and their accounts.

Access begins here: the actor of a request is built from the posts that the signed-in person holds today
and from those held for an absent colleague. Personal data sits in the tables marked ``Personal``; staff
who read it leave an event. The room may touch ``places`` and what lies below it; sign-in is
django-allauth, restyled.
"""
