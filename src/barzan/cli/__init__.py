"""The command line and the health check: how an installation is set up, started, examined, kept and moved.

The commands under ``commands`` read arguments, call a room and print. The engines of this room are ``backup``
(an archive that any supported database can be restored from), ``doctor`` (what is wrong and the remedy) and
``serving`` (one web server and one worker under one parent). Nothing here writes a room's tables but a
restore, which writes all of them whole.
"""
