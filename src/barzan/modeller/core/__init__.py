"""The pure core: playing a process move by move, and finding the moves that reach every end."""
