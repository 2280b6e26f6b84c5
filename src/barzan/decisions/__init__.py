"""Decision tables and the models around them (DMN): read, checked, published as immutable versions,
evaluated.

``core`` is pure. The room stores versions and shows, tries and compares them.
"""
