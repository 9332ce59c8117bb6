"""What is entered into elements, in the form Slack sends it."""

from typing import Any

import pytest

from playground.fields import chosen_in, element_of, option_lists, state_of

ONE = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
TWO = {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}


def element(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "it", **fields}


@pytest.mark.parametrize(
    ("entered", "value", "sent"),
    [
        (element("button"), None, {}),
        (element("plain_text_input"), "hi", {"value": "hi"}),
        (element("static_select", options=[ONE, TWO]), "2", {"selected_option": TWO}),
        (
            element("static_select", option_groups=[{"options": [ONE]}, {"options": [TWO]}]),
            "2",
            {"selected_option": TWO},
        ),
        (element("external_select"), ONE, {"selected_option": ONE}),
        (element("radio_buttons", options=[ONE]), None, {"selected_option": None}),
        (element("checkboxes", options=[ONE, TWO]), ["1", "2"], {"selected_options": [ONE, TWO]}),
        (element("multi_users_select"), ["U1"], {"selected_users": ["U1"]}),
        (element("users_select"), "U1", {"selected_user": "U1"}),
        (element("datepicker"), "2026-11-25", {"selected_date": "2026-11-25"}),
    ],
)
def test_a_value_is_sent_as_its_element_sends_it(entered: dict[str, Any], value: Any, sent: dict[str, Any]) -> None:
    assert chosen_in(entered, value) == sent


def test_an_option_that_is_not_offered_cannot_be_chosen() -> None:
    with pytest.raises(LookupError, match="'3' is not offered in it"):
        chosen_in(element("static_select", options=[ONE]), "3")


BLOCKS = [
    {"type": "section", "block_id": "a", "accessory": element("button")},
    {"type": "input", "block_id": "b", "element": element("static_select", action_id="x", initial_option=ONE)},
    {"type": "input", "block_id": "c", "element": element("plain_text_input", action_id="y")},
]


def test_a_form_holds_what_it_began_with_until_it_is_changed() -> None:
    assert state_of(BLOCKS, {"y": "hi"}) == {
        "b": {"x": {"type": "static_select", "selected_option": ONE}},
        "c": {"y": {"type": "plain_text_input", "value": "hi"}},
    }


def test_what_is_not_in_a_form_cannot_be_filled() -> None:
    with pytest.raises(LookupError, match="no \\['z'\\] in this view"):
        state_of(BLOCKS, {"z": "hi"})
    with pytest.raises(LookupError, match="no z among"):
        element_of(BLOCKS, "z")


def test_options_come_bare_or_in_groups() -> None:
    assert option_lists({"options": [ONE]}) == [ONE]
    assert option_lists({"option_groups": [{"options": [ONE]}, {"options": [TWO]}]}) == [ONE, TWO]


@pytest.mark.parametrize("response", [{}, {"options": [ONE] * 101}])
def test_options_that_slack_would_not_show_are_an_error(response: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="the app answered"):
        option_lists(response)
