"""Composition objects: texts, options, confirmation dialogs, files. Pure."""

from typing import Final

from playground.blockkit.checks import Check, address, by_type, flag, items, one_of, record, string, typed


def plain_text(most: int = 3000) -> Check:
    return typed("plain_text", {"text": string(most, 1)}, {"emoji": flag})


def mrkdwn(most: int = 3000) -> Check:
    return typed("mrkdwn", {"text": string(most, 1)}, {"verbatim": flag})


def any_text(most: int = 3000) -> Check:
    """Either kind of text, also where only one is documented for an object that Slack lets be both."""
    return by_type({"plain_text": plain_text(most), "mrkdwn": mrkdwn(most)})


PLACEHOLDER: Final = plain_text(150)
STYLE: Final = one_of("primary", "danger")
CONFIRM: Final = record(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": STYLE},
)
_DESCRIBED: Final = {"description": plain_text(75), "url": address()}
PLAIN_OPTION: Final = record({"text": plain_text(75), "value": string(150, 1)}, _DESCRIBED)
OPTION: Final = record(
    {"text": any_text(75), "value": string(150, 1)}, {"description": any_text(75), "url": address()}
)
OPTION_GROUPS: Final = items(record({"label": plain_text(75), "options": items(PLAIN_OPTION, 100)}, {}), 100)
SLACK_FILE: Final = record({}, {"id": string(), "url": string()})
IMAGE: Final = typed("image", {"alt_text": string(2000)}, {"image_url": address(), "slack_file": SLACK_FILE})
FILTER: Final = record(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public")),
        "exclude_bot_users": flag,
        "exclude_external_shared_channels": flag,
    },
)
DISPATCH: Final = record({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"))})
