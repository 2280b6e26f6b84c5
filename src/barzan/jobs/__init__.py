"""The outbox and its worker: work that a command leaves for later, in the command's own transaction.

A job is one row under one key. A worker takes it by a lease, runs the handler that its kind's room
registered, and commits the handler's writes together with the job's completion; what fails is tried again
with growing pauses, and what keeps failing waits on a page until somebody sends it again. Schedules run here
too, once across all workers.
"""
