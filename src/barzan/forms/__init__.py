"""Forms of the offices: the library of instruments.

A form stands under a key; its draft is a workbook (XLSForm) that is written, its versions are immutable and
hashed, and whatever is filled in stays pinned to one of them (``runnable.loaded``). The room keeps workbooks
and media, the question bank, translation and the words of consent. It reads forms by ``xlsform`` and
``xforms`` and writes its own tables only; who uses a form, the rooms above say (``usage``).
"""
