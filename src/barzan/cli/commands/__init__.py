"""One module for each command or small family; Django is imported only when a command that needs it runs."""
