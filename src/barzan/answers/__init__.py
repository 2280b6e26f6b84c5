"""Submissions looked at together.

Lists by question, tables, charts, exports, over immutable columnar files.
"""
