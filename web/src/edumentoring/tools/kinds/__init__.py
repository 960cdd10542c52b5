"""Every tool there is, in the order people see them."""

from edumentoring.tools.kinds.awkward import AWKWARD
from edumentoring.tools.kinds.critical_friend import CRITICAL_FRIEND
from edumentoring.tools.kinds.enquiry import ENQUIRY
from edumentoring.tools.kinds.grow import GROW
from edumentoring.tools.kinds.lesson_feedback import LESSON_FEEDBACK
from edumentoring.tools.kinds.load_note import LOAD_NOTE
from edumentoring.tools.kinds.practice import PRACTICE
from edumentoring.tools.kinds.research import RESEARCH
from edumentoring.tools.kinds.subject import SUBJECT
from edumentoring.tools.kinds.wellbeing import WELLBEING
from edumentoring.tools.shapes import Tool

TOOLS: dict[str, Tool] = {
    tool.key: tool
    for tool in (
        LESSON_FEEDBACK,
        PRACTICE,
        GROW,
        ENQUIRY,
        CRITICAL_FRIEND,
        RESEARCH,
        SUBJECT,
        WELLBEING,
        LOAD_NOTE,
        AWKWARD,
    )
}


def tool_of(key: str) -> Tool:
    """The tool of this key. Unknown keys raise: a tool that is in use is never taken away."""
    return TOOLS[key]
