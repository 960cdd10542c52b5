"""Letters as people open them."""

import re

from playwright.sync_api import Page


def follow(letter: Page, words: str) -> Page:
    """The page that the letter's link with these words opens: here, or in another tab."""
    link = letter.get_by_role("link", name=re.compile(f"^{re.escape(words)}"))
    if link.get_attribute("target") != "_blank":
        link.click()
        return letter
    with letter.context.expect_page() as opened:
        link.click()
    return opened.value
