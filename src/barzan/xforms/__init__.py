"""The logic of a form, pure.

What ODK XForms says of binds, XPath, repeats and choices, over plain values. No Django, no clock, no
files.
"""
