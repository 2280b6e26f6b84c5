"""Who reads the trail: auditors and administrators."""

from barzan.access.rules import rule

READ = rule("trail.read")
