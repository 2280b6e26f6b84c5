"""The only writers of the room, one module for each kind of command."""
