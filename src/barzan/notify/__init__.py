"""Messages to people: what happened that they should know, on their desk.

A message is told once under its key to persons, posts or units; what is read is kept for each person.
"""
