"""The pure core of the review: values in, values out; no Django, no clock, no files."""
