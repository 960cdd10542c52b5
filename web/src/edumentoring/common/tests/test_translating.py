"""Every sentence that people read is collected for those who translate it."""

import re
from pathlib import Path

import edumentoring
from edumentoring.common.management.commands.makemessages import NAMES, Command

AS = re.compile(r"\bn?p?gettext(?:_lazy)? as (\w+)")


def test_no_room_asks_for_words_by_a_name_that_the_collecting_does_not_know():
    files = Path(edumentoring.__file__).parent.rglob("*.py")
    names = {name for file in files for name in AS.findall(file.read_text())}

    assert names == {"_", *NAMES}
    assert {f"--keyword={name}" for name in NAMES} <= set(Command.xgettext_options)
