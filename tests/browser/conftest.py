"""A browser, the playground, and pages in both."""

from tests.browser.chromium import browser
from tests.browser.playing import origin, page_as

__all__ = ["browser", "origin", "page_as"]
