"""The example company: Overtone, which streams music. Its catalog, people, channels and stories, as files to read.

Worth asking about: `lyrics-svc` has no owner, `track-catalogue` one that was renamed, `sleeve-printer` a team without
people; `region-router` and `region-routes`, `mix-render` and `mix-reader` are nearly the same; `podcasts` is a system
and a component; `night-shift` lives in a namespace of its own. Two people are called Sam; Sofia is in two teams.
Playback is on call by the week, the platform around the sun, royalties in office hours only. In Slack there are a
guest (Bea), somebody of another company (Vera) and the bot as well.
"""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent

CATALOG: Final = _HERE / "catalog"
"""A folder of descriptors."""
USERS: Final = _HERE / "users.json"
"""Shape: an array like `members` of Slack's `users.list`."""
ONCALL: Final = _HERE / "oncall"
"""A folder of calendars, each named as the annotations `reverb.dev/on-call` name it."""
FLAGS: Final = _HERE / "flags.flagd.json"
"""Flag definitions of flagd; their environment is production."""
CHANNELS: Final = _HERE / "channels.json"
"""Shape: an array like `channels` of Slack's `conversations.list`."""
STORIES: Final = _HERE / "stories"
"""A folder of stories that the playground plays, in the order of their names. Shape: as `playground/stories.py` says."""
