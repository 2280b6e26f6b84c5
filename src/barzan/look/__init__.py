"""The look: page bases, tokens, components, icons and the menu registry of every face.

The room owns no table and knows no other room but ``persian``: rooms give it menu items and plain values
(``look.parts``), and extend its templates. The component page (``/look/``) shows everything it offers.
"""
