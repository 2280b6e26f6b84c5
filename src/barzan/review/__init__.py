"""The review desk: what was read in a printed booklet, beside the lines it was read from.

A reading becomes a list of items, findings first; people accept or correct each with a reason, several at
once, every decision an added fact that another can take back. The corrected reading is published through
``catalogue``.
"""
