"""What may not stand in a log."""

import logging
import re

# The address in a letter is the right to use it: it stays out of logs while it works.
_KEY = re.compile(
    r"(/(?:account/sign-in|me/e-mail|introduction|sign-up|verify|query|asked"
    r"|newsletter/(?:confirm|choose|stop|rate))/)(?!all/)[^/\s\"'?]+"
)


class WithoutKeys(logging.Filter):
    """Writes (key) in place of the secret part of a letter's link."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        record.msg, record.args = _KEY.sub(r"\1(key)", words), None
        return True


class WithoutTraces(logging.Filter):
    """Keeps a refused request to one line: where the program stood is no news of a fault."""

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True
