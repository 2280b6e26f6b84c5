"""A process in words: numbered steps with branches, who, by when. For people who do not read diagrams, and
for screen readers. Pure.
"""

from barzan.bpmn.words.telling import tell
from barzan.bpmn.words.text import as_text
from barzan.bpmn.words.values import Branch, Jump, Names, Step, Told

__all__ = ["Branch", "Jump", "Names", "Step", "Told", "as_text", "tell"]
