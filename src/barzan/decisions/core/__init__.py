"""The pure core: DMN read, checked, evaluated; no Django, no clock, no file."""
