"""The pure core: answers checked against the questions of a task."""
