"""A page to draw on."""

from tests.browser.drawing.stage import stage, stage_address, stage_page

__all__ = ["stage", "stage_address", "stage_page"]
