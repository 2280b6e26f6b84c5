"""The logic of a form, pure.

What ODK XForms says of binds, XPath, repeats and choices, over plain values. No Django, no clock, no
files::

    form = read(xml)
    filling = Filling(form, now=now)
    filling.set("/data/age", "34")
    filling.broken()
    verdict = check(form, filling.value(), now=now)
"""

from barzan.xforms.analysing import Finding, analyse
from barzan.xforms.checking import Verdict, check
from barzan.xforms.errors import Refused, XPathError
from barzan.xforms.filling import Broken, Filling
from barzan.xforms.limits import LIMITS, Limits
from barzan.xforms.lists import read_list
from barzan.xforms.model import Action, Answers, Choice, ChoiceList, Form, Itemset, Node
from barzan.xforms.reading import read
from barzan.xforms.submitted import from_xml, identity, to_xml
from barzan.xforms.texts import Output, Text, code_of

__all__ = [
    "LIMITS",
    "Action",
    "Answers",
    "Broken",
    "Choice",
    "ChoiceList",
    "Filling",
    "Finding",
    "Form",
    "Itemset",
    "Limits",
    "Node",
    "Output",
    "Refused",
    "Text",
    "Verdict",
    "XPathError",
    "analyse",
    "check",
    "code_of",
    "from_xml",
    "identity",
    "read",
    "read_list",
    "to_xml",
]
