"""A workbook of XLSForm read into a form of ``xforms`` through pyxform; every fault names sheet.

Row, column and cure. No Django.
"""
