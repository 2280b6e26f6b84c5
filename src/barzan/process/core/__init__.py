"""The pure core: values in, values out; no Django, no clock, no file."""
