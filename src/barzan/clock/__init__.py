"""Legal deadlines: counting rules, calendars by year, suspension, extension, silence, escalation, timers.

``core`` reckons, purely, and explains. The room keeps calendars, deadlines and timers, and tells whoever
owns one (``followers``, ``timers``) what has come; it knows nothing of what the time is for.
"""
