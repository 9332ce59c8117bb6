"""Interactive elements: buttons, selects, inputs. Pure."""

from typing import Final

from playground.blockkit.checks import Check, address, flag, items, number, record, string, typed
from playground.blockkit.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    OPTION,
    OPTION_GROUPS,
    PLACEHOLDER,
    PLAIN_OPTION,
    STYLE,
    plain_text,
)
from playground.blockkit.richtext import RICH_TEXT

_ACTION: Final = {"action_id": string(255, 1)}
_CHOICE: Final = {**_ACTION, "confirm": CONFIRM, "focus_on_load": flag}
_SELECT: Final = {**_CHOICE, "placeholder": PLACEHOLDER}
_INPUT: Final = {
    **_ACTION,
    "focus_on_load": flag,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}
_SEVERAL: Final = {"max_selected_items": number}
_URL_ENABLED: Final = {"response_url_enabled": flag}
_IDS: Final = items(string(), least=0)
_LABELLED: Final = {**_ACTION, "confirm": CONFIRM, "style": STYLE, "accessibility_label": string(75)}


def _element(name: str, optional: dict[str, Check], required: dict[str, Check] | None = None) -> Check:
    return typed(name, required or {}, optional)


SELECTS: Final = {
    "static_select": _element(
        "static_select",
        {
            **_SELECT,
            "options": items(PLAIN_OPTION, 100),
            "option_groups": OPTION_GROUPS,
            "initial_option": PLAIN_OPTION,
        },
    ),
    "external_select": _element(
        "external_select", {**_SELECT, "min_query_length": number, "initial_option": PLAIN_OPTION}
    ),
    "users_select": _element("users_select", {**_SELECT, "initial_user": string()}),
    "channels_select": _element("channels_select", {**_SELECT, **_URL_ENABLED, "initial_channel": string()}),
    "conversations_select": _element(
        "conversations_select",
        {
            **_SELECT,
            **_URL_ENABLED,
            "initial_conversation": string(),
            "default_to_current_conversation": flag,
            "filter": FILTER,
        },
    ),
}
MULTI_SELECTS: Final = {
    "multi_static_select": _element(
        "multi_static_select",
        {
            **_SELECT,
            **_SEVERAL,
            "options": items(PLAIN_OPTION, 100),
            "option_groups": OPTION_GROUPS,
            "initial_options": items(PLAIN_OPTION, 100),
        },
    ),
    "multi_external_select": _element(
        "multi_external_select",
        {**_SELECT, **_SEVERAL, "min_query_length": number, "initial_options": items(PLAIN_OPTION, 100)},
    ),
    "multi_users_select": _element("multi_users_select", {**_SELECT, **_SEVERAL, "initial_users": _IDS}),
    "multi_channels_select": _element("multi_channels_select", {**_SELECT, **_SEVERAL, "initial_channels": _IDS}),
    "multi_conversations_select": _element(
        "multi_conversations_select",
        {
            **_SELECT,
            **_SEVERAL,
            "initial_conversations": _IDS,
            "default_to_current_conversation": flag,
            "filter": FILTER,
        },
    ),
}
CHOICES: Final = {
    "checkboxes": _element(
        "checkboxes", {**_CHOICE, "initial_options": items(OPTION, 10)}, {"options": items(OPTION, 10)}
    ),
    "radio_buttons": _element("radio_buttons", {**_CHOICE, "initial_option": OPTION}, {"options": items(OPTION, 10)}),
    "datepicker": _element("datepicker", {**_SELECT, "initial_date": string(10, 10)}),
    "timepicker": _element("timepicker", {**_SELECT, "initial_time": string(5, 5), "timezone": string()}),
    "datetimepicker": _element("datetimepicker", {**_CHOICE, "initial_date_time": number}),
}
BUTTONS: Final = {
    "button": _element("button", {**_LABELLED, "url": address(), "value": string(2000)}, {"text": plain_text(75)}),
    "workflow_button": _element(
        "workflow_button",
        _LABELLED,
        {
            "text": plain_text(75),
            "workflow": record(
                {
                    "trigger": record(
                        {"url": address()},
                        {
                            "customizable_input_parameters": items(
                                record({"name": string(), "value": string()}, {}), least=0
                            )
                        },
                    )
                },
                {},
            ),
        },
    ),
    "overflow": _element("overflow", {**_ACTION, "confirm": CONFIRM}, {"options": items(PLAIN_OPTION, 5)}),
}
INPUTS: Final = {
    "plain_text_input": _element(
        "plain_text_input",
        {**_INPUT, "initial_value": string(), "multiline": flag, "min_length": number, "max_length": number},
    ),
    "email_text_input": _element("email_text_input", {**_INPUT, "initial_value": string()}),
    "url_text_input": _element("url_text_input", {**_INPUT, "initial_value": string()}),
    "number_input": _element(
        "number_input",
        {**_INPUT, "initial_value": string(), "min_value": string(), "max_value": string()},
        {"is_decimal_allowed": flag},
    ),
    "rich_text_input": _element(
        "rich_text_input", {**_INPUT, "initial_value": RICH_TEXT, "min_lines": number, "max_lines": number}
    ),
    "file_input": _element("file_input", {**_ACTION, "filetypes": items(string(), least=0), "max_files": number}),
}
_FEEDBACK: Final = record({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})
CONTEXT_ACTIONS: Final = {
    "feedback_buttons": _element(
        "feedback_buttons", _ACTION, {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}
    ),
    "icon_button": _element(
        "icon_button",
        {
            **_ACTION,
            "confirm": CONFIRM,
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": _IDS,
        },
        {"icon": string(least=1), "text": plain_text(75)},
    ),
}
