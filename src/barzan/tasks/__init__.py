"""Work that waits for somebody: the inbox of a person, a unit, a body of people.

A task belongs to something above this room (``owners``): it is opened for it, and told to it when done. The
room knows who holds it, until when, what is asked, and every hand it went through.
"""
