"""Which process carries which service: the assignments, the general process, what the sheet of a service
shows of it.
"""
