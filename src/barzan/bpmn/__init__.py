"""Files of BPMN 2.0: read without losing anything, held as plain values, drawn, told in words, written again.

Pure: no Django, no clock, no file. ``model`` is what the engine may run; whatever else a file says is kept
in its tree of elements and written back as it came. Knows ``persian`` and nothing else of the house.
"""
