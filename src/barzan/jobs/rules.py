"""Who sees and steers the outbox: administrators write, auditors read."""

from barzan.access.rules import rule

READ = rule("jobs.read")
STEER = rule("jobs.steer", writes=True)
