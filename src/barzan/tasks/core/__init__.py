"""The pure core of tasks: what a task asks, and whether the answers are what was asked for."""
