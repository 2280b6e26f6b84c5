"""A workbook of XLSForm read into a form of ``xforms`` through pyxform, and back again.

Every fault names sheet, row, column and cure, in Persian and English. Pure: bytes in, values out; no Django,
no clock, no files.
"""

from barzan.xlsform.converting import Converted, convert
from barzan.xlsform.differences import Change, Difference, Differences, differences
from barzan.xlsform.findings import Finding, NotConverted, Severity
from barzan.xlsform.writing import workbook

__all__ = [
    "Change",
    "Converted",
    "Difference",
    "Differences",
    "Finding",
    "NotConverted",
    "Severity",
    "convert",
    "differences",
    "workbook",
]
