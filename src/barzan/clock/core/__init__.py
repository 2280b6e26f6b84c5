"""The pure core of the clock: rules, calendars, reckoning; no Django, no clock, no file."""
