"""What is entered into the elements of a view or message, in the form Slack sends it. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from playground.message import Message
from playground.seed import Json

Values = Mapping[str, Any]
"""What is entered, by action id: a text, an option (as a dict, or by its value), an id, or a list of those."""

MOST_OPTIONS: Final = 100
_OPTION: Final = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
_OPTIONS: Final = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
_FIELD: Final = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


def elements_in(blocks: Iterable[Json]) -> list[dict[str, Any]]:
    """The interactive elements of some blocks, in order, each with its block's `block_id`."""
    return [
        {**element, "block_id": block.get("block_id", "")}
        for block in blocks
        for element in (*block.get("elements", ()), block.get("accessory"), block.get("element"))
        if isinstance(element, Mapping) and "action_id" in element
    ]


def element_of(blocks: Iterable[Json], action_id: str, block_id: str | None = None) -> dict[str, Any]:
    """block_id: None for any block's. Raises: LookupError, naming the elements there are."""
    elements = elements_in(blocks)
    for element in elements:
        if element["action_id"] == action_id and block_id in {None, element["block_id"]}:
            return element
    raise LookupError(f"no {action_id} among {[each['action_id'] for each in elements]}")


def element_in(message: Message, action_id: str, block_id: str | None = None) -> dict[str, Any]:
    """An element of a message's blocks, or of a preview below it: that has the preview's place as `attachment_id`.

    block_id: None for any block's.
    Raises: LookupError, naming the elements there are.
    """
    for number, attachment in enumerate(message.attachments, 1):
        for element in elements_in(attachment.get("blocks", ())):
            if element["action_id"] == action_id and block_id in {None, element["block_id"]}:
                return {**element, "attachment_id": number}
    return element_of(message.blocks, action_id, block_id)


def chosen_in(element: Json, value: Any) -> dict[str, Any]:
    """What is chosen in an element, as actions and states carry it; nothing for a button.

    Raises: LookupError, for an option that is not offered.
    """
    kind = element["type"]
    if kind == "button":
        return {}
    if kind in _OPTION:
        return {"selected_option": None if value is None else _option(element, value)}
    if kind in _OPTIONS:
        return {"selected_options": [_option(element, each) for each in value or ()]}
    if kind in _FIELD:
        return {_FIELD[kind]: value}
    return {"value": value}


def _option(element: Json, value: Any) -> Any:
    if isinstance(value, Mapping):
        return value
    groups = [group["options"] for group in element.get("option_groups", ())]
    for option in (each for options in (element.get("options", ()), *groups) for each in options):
        if option["value"] == value:
            return option
    raise LookupError(f"{value!r} is not offered in {element['action_id']}")


def _initial(element: Json) -> Any:
    """What an element holds before anybody touches it."""
    for name, value in element.items():
        if name.startswith("initial_"):
            return value
    return None


def state_of(blocks: Iterable[Json], values: Values) -> dict[str, dict[str, Any]]:
    """The state of a view: by block id, then action id. Raises: LookupError, for an action id that is not there."""
    state: dict[str, dict[str, Any]] = {}
    elements = [each for each in elements_in(blocks) if each["type"] != "button"]
    missing = set(values) - {each["action_id"] for each in elements}
    if missing:
        raise LookupError(f"no {sorted(missing)} in this view")
    for element in elements:
        value = values.get(element["action_id"], _initial(element))
        entered = {"type": element["type"], **chosen_in(element, value)}
        state.setdefault(element["block_id"], {})[element["action_id"]] = entered
    return state


def option_lists(response: Json) -> list[dict[str, Any]]:
    """The options an app answers to a type-ahead, those of groups too. Raises: ValueError, when Slack shows none."""
    groups = response.get("option_groups")
    options = [each for group in groups for each in group["options"]] if groups else response.get("options")
    if not isinstance(options, list):
        raise ValueError("the app answered no options")
    if len(options) > MOST_OPTIONS:
        raise ValueError(f"the app answered {len(options)} options, more than {MOST_OPTIONS}")
    return options
