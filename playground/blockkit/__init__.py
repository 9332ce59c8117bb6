"""Block Kit, checked as Slack checks it: from plain values up to whole messages and views. Pure.

Source: Slack's "Block Kit reference"; limits also from npm's `@slack/types`. The words of the complaints are Slack's.
"""

from playground.blockkit.surfaces import MOST_IN_MESSAGE, problems_of, problems_of_view

__all__ = ["MOST_IN_MESSAGE", "problems_of", "problems_of_view"]
