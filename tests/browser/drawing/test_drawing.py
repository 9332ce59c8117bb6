"""Blocks, elements and views as Slack draws them, in a real browser."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.drawing.stage import Stage


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def _option(text: str) -> dict[str, Any]:
    return {"text": _plain(text), "value": text.lower()}


def _actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "b", "elements": list(elements)}


def _input(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": "b",
        "label": _plain("What"),
        "element": {"action_id": "a", **element},
        **more,
    }


def test_blocks_stand_in_their_order_with_what_they_hold(stage: Stage) -> None:
    stage.blocks(
        {"type": "header", "text": _plain("R&D :rocket:")},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*one*"},
            "fields": [_plain("*two*"), {"type": "mrkdwn", "text": "_three_"}],
            "accessory": {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "cat"},
        },
        {"type": "divider"},
        {"type": "image", "image_url": "https://x.example/b.png", "alt_text": "a graph"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "catalog <https://x.example|4 min> ago"}]},
    )

    assert stage.here.get_by_role("heading").inner_text() == "R&D 🚀"
    assert stage.here.locator(".d-section").inner_text() == "one\n*two*\nthree\nC"
    assert stage.here.get_by_role("separator").count() == 1
    assert stage.here.get_by_role("img", name="A picture: a graph").is_visible()
    assert stage.here.locator(".d-context").inner_text() == "catalog 4 min ago"


def test_what_is_not_known_is_told_of_in_its_place(stage: Stage) -> None:
    stage.blocks(
        {"type": "hologram"},
        {"type": "section", "text": _plain("next"), "accessory": {"type": "dial", "action_id": "a"}},
        {"type": "constructor"},
        {"type": "actions", "elements": 7},
    )

    assert stage.here.get_by_role("note").all_text_contents() == [
        "A block of type hologram, not drawn here",
        "An element of type dial, not drawn here",
        "A block of type constructor, not drawn here",
        "A block, not as Slack has them, of type actions, not drawn here",
    ]


def test_rich_text_keeps_its_lists_quotes_code_and_marks(stage: Stage) -> None:
    def section(*elements: dict[str, Any]) -> dict[str, Any]:
        return {"type": "rich_text_section", "elements": list(elements)}

    def text(words: str, **style: bool) -> dict[str, Any]:
        return {"type": "text", "text": words, "style": style}

    items = [section(text("first")), section(text("second"))]
    stage.blocks(
        {
            "type": "rich_text",
            "elements": [
                section(text("a "), text("b", bold=True, italic=True), text(" *c* <d>", code=True)),
                section({"type": "user", "user_id": "U2"}, {"type": "emoji", "name": "wave", "skin_tone": 3}),
                section(
                    {"type": "link", "url": "https://x.example", "text": "link"},
                    {"type": "broadcast", "range": "here"},
                ),
                section({"type": "date", "timestamp": 1392766782, "format": "{date_num}", "fallback": "x"}),
                section({"type": "color", "value": "#f00"}, {"type": "channel", "channel_id": "C1"}),
                {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": items},
                {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": items},
                {"type": "rich_text_quote", "elements": [text("said")]},
                {"type": "rich_text_preformatted", "elements": [text("x = 1\n  y")]},
                {"type": "rich_text_poem", "elements": []},
            ],
        }
    )
    rich = stage.here.locator(".d-rich")

    assert rich.locator(".d-rich-section").all_inner_texts() == [
        "a b *c* <d>", "@Mei Chen👋🏼", "link@here", "2014-02-19", "#f00#general",
    ]  # fmt: skip
    assert rich.locator("em strong, strong em").inner_text() == "b"
    assert rich.locator("ol").get_attribute("start") == "3"
    assert rich.locator("ul li").all_inner_texts() == ["first", "second"]
    assert rich.locator("blockquote").inner_text() == "said"
    assert rich.locator("pre").inner_text() == "x = 1\n  y"
    assert rich.get_by_role("note").inner_text() == "Rich text of type rich_text_poem, not drawn here"


def test_a_button_says_which_one_it_was(stage: Stage) -> None:
    stage.blocks(
        _actions(
            {"type": "button", "action_id": "go", "text": _plain("Go"), "value": "1", "style": "primary"},
            {"type": "button", "action_id": "see", "text": _plain("See"), "url": "https://x.example/a"},
        )
    )
    stage.here.get_by_role("button", name="Go").click()
    stage.here.get_by_role("link", name="See").click()

    assert stage.calls() == [
        ["action", "go", "b", {}],
        ["action", "see", "b", {}],
        ["link", "https://x.example/a"],
    ]


def test_an_overflow_opens_a_menu_that_the_keyboard_moves_in(stage: Stage) -> None:
    options = [_option("One"), _option("Two")]
    stage.blocks(_actions({"type": "overflow", "action_id": "more", "options": options}))
    opener = stage.here.get_by_role("button", name="More")

    opener.press("Enter")
    expect(stage.here.get_by_role("menuitem", name="One")).to_be_focused()
    stage.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.press("Enter")
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("Enter")

    assert stage.calls() == [["action", "more", "b", {"selected_option": options[1]}]]
    expect(stage.here.get_by_role("menu")).to_be_hidden()


def test_a_select_offers_what_fits_what_is_typed(stage: Stage) -> None:
    options = [_option("Geo Router"), _option("Geo Routes"), _option("Checkout")]
    stage.blocks(_actions({"type": "static_select", "action_id": "pick", "options": options}))
    box = stage.here.get_by_role("combobox")

    box.click()
    expect(stage.here.get_by_role("option")).to_have_count(3)
    box.fill("ROUTE geo")
    expect(stage.here.get_by_role("option")).to_have_text(["Geo Router", "Geo Routes"])
    box.press("ArrowDown")
    box.press("Enter")

    expect(box).to_have_value("Geo Routes")
    assert stage.calls() == [["action", "pick", "b", {"selected_option": options[1]}]]


def test_a_select_that_nothing_fits_keeps_what_it_had(stage: Stage) -> None:
    options = [_option("One"), _option("Two")]
    stage.blocks(
        _actions({"type": "static_select", "action_id": "pick", "options": options, "initial_option": options[0]})
    )
    box = stage.here.get_by_role("combobox")

    box.fill("xyz")
    expect(stage.here.get_by_text("Nothing fits")).to_be_visible()
    box.press("Enter")
    box.press("Escape")

    expect(box).to_have_value("One")
    assert stage.calls() == []


def test_an_external_select_asks_the_app_and_tells_its_choice(stage: Stage) -> None:
    options = [_option("player"), _option("player-web")]
    groups = [{"label": _plain("Components"), "options": options}]
    element = {"type": "external_select", "action_id": "thing", "min_query_length": 2}
    stage.blocks(_actions(element), options=groups)
    box = stage.here.get_by_role("combobox")

    box.press_sequentially("p")
    expect(stage.here.get_by_text("Type at least 2 letters")).to_be_visible()
    box.press_sequentially("la")
    stage.here.get_by_role("group", name="Components").get_by_role("option", name="player-web").click()

    calls = stage.calls()
    assert calls[-2:] == [
        ["options", "b", "thing", "pla"],
        ["action", "thing", "b", {"selected_option": options[1]}],
    ]


def test_people_and_places_are_chosen_by_name(stage: Stage) -> None:
    stage.blocks(
        _actions(
            {"type": "users_select", "action_id": "who"},
            {"type": "conversations_select", "action_id": "where", "initial_conversation": "C1"},
        )
    )
    who, where = stage.here.get_by_role("combobox").all()

    who.click()
    expect(stage.here.get_by_role("option")).to_have_text(["Ana Ruizana", "Mei Chenmei"])
    who.press_sequentially("mei")
    who.press("Enter")
    expect(where).to_have_value("#general")
    where.fill("mei")
    where.press("Enter")

    assert stage.calls() == [
        ["action", "who", "b", {"selected_user": "U2"}],
        ["action", "where", "b", {"selected_conversation": "D1"}],
    ]


def test_several_are_chosen_and_told_of_once_the_box_is_left(stage: Stage) -> None:
    options = [_option("One"), _option("Two"), _option("Three")]
    element = {"type": "multi_static_select", "action_id": "some", "options": options, "initial_options": options[:1]}
    stage.blocks(_actions({**element, "max_selected_items": 2}))
    box = stage.here.get_by_role("combobox")

    for typed in ("tw", "thr"):
        box.press_sequentially(typed)
        box.press("Enter")
    expect(stage.here.locator(".d-chip bdi")).to_have_text(["One", "Two"])
    stage.here.get_by_role("button", name="Remove One").click()
    box.blur()

    assert stage.calls() == [["action", "some", "b", {"selected_options": options[1:2]}]]


def test_a_modal_gives_what_is_entered_in_the_shape_of_its_state(stage: Stage) -> None:
    options = [_option("One"), _option("Two")]
    stage.view(
        _input({"type": "plain_text_input", "initial_value": "as it was"}) | {"block_id": "text"},
        _input({"type": "static_select", "options": options}) | {"block_id": "one"},
        _input({"type": "multi_users_select", "initial_users": ["U2"]}) | {"block_id": "people"},
        _input({"type": "checkboxes", "options": options, "initial_options": options[1:]}) | {"block_id": "ticks"},
        _input({"type": "radio_buttons", "options": options}) | {"block_id": "radio"},
        _input({"type": "datepicker", "initial_date": "2026-11-25"}) | {"block_id": "day"},
        _input({"type": "timepicker"}) | {"block_id": "time"},
        _input({"type": "datetimepicker", "initial_date_time": 1_795_600_020}) | {"block_id": "moment"},
        _input({"type": "number_input"}) | {"block_id": "number"},
        _input({"type": "rich_text_input"}) | {"block_id": "rich"},
        {
            "type": "section",
            "block_id": "aside",
            "text": _plain("x"),
            "accessory": {"type": "channels_select", "action_id": "c"},
        },
        {
            "type": "actions",
            "block_id": "buttons",
            "elements": [{"type": "button", "action_id": "x", "text": _plain("X")}],
        },
    )
    stage.here.get_by_role("radio", name="Two").check()
    stage.here.locator("[type=time]").fill("09:30")
    stage.here.locator("[data-block-id=number] input").fill("7")

    values = stage.values()
    assert {block: entered for block, (entered,) in ((block, each.values()) for block, each in values.items())} == {
        "text": {"type": "plain_text_input", "value": "as it was"},
        "one": {"type": "static_select", "selected_option": None},
        "people": {"type": "multi_users_select", "selected_users": ["U2"]},
        "ticks": {"type": "checkboxes", "selected_options": options[1:]},
        "radio": {"type": "radio_buttons", "selected_option": options[1]},
        "day": {"type": "datepicker", "selected_date": "2026-11-25"},
        "time": {"type": "timepicker", "selected_time": "09:30"},
        "moment": {"type": "datetimepicker", "selected_date_time": 1_795_600_020},
        "number": {"type": "number_input", "value": "7"},
        "rich": {"type": "rich_text_input", "rich_text_value": None},
        "aside": {"type": "channels_select", "selected_channel": None},
    }
    assert stage.calls() == []


def test_what_was_entered_survives_a_new_drawing(stage: Stage) -> None:
    text = _input({"type": "plain_text_input", "initial_value": "as it was"})
    stage.view(text, state={"b": {"a": {"type": "plain_text_input", "value": "typed"}}})

    assert (stage.values())["b"]["a"]["value"] == "typed"


def test_an_input_that_dispatches_tells_the_app(stage: Stage) -> None:
    stage.view(_input({"type": "plain_text_input"}, dispatch_action=True))
    box = stage.here.get_by_label("What")
    box.fill("word")
    box.press("Enter")

    assert stage.calls() == [["action", "a", "b", {"value": "word"}]]


def test_errors_stand_by_their_inputs_until_the_next(stage: Stage) -> None:
    stage.view(_input({"type": "plain_text_input"}, hint=_plain("a hint"), optional=True))

    assert stage.page.evaluate("view.showErrors({b: 'Too short.', elsewhere: 'Lost.'})") == ["Lost."]
    expect(stage.here.get_by_role("alert")).to_have_text("Too short.")
    expect(stage.here.get_by_label("What")).to_be_focused()
    assert stage.page.evaluate("view.showErrors({})") == []
    expect(stage.here.get_by_role("alert")).to_have_count(0)


def test_tables_cards_notices_and_tasks_are_drawn(stage: Stage) -> None:
    stage.blocks(
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "a"}], [{"type": "raw_number", "text": "1", "value": 1}]],
        },
        {"type": "alert", "level": "warning", "text": _plain("careful")},
        {"type": "card", "title": {"type": "mrkdwn", "text": "*card*"}},
        {"type": "container", "title": _plain("box"), "child_blocks": [{"type": "header", "text": _plain("inner")}]},
        {"type": "plan", "title": "plan", "tasks": [{"task_id": "1", "title": "first", "status": "complete"}]},
        {"type": "markdown", "text": "# as typed"},
    )

    assert stage.here.locator("th, td").all_inner_texts() == ["a", "1"]
    assert stage.here.get_by_role("note").inner_text() == "⚠️\ncareful"
    assert stage.here.get_by_role("article").inner_text() == "card"
    assert stage.here.get_by_role("heading", name="inner").is_visible()
    assert stage.here.get_by_role("img", name="complete").is_visible()
    assert stage.here.get_by_text("# as typed").is_visible()


def test_previews_hang_below_the_message_and_their_buttons_work(stage: Stage) -> None:
    blocks = [
        {"type": "section", "text": _plain("card")},
        _actions({"type": "button", "action_id": "go", "text": _plain("Go")}),
    ]
    older = {
        "color": "good",
        "title": "T",
        "title_link": "https://x.example",
        "text": "_t_",
        "fields": [{"title": "F", "value": "v"}],
    }
    stage.message({"text": "see", "attachments": [{"blocks": blocks}, older]})
    previews = stage.here.get_by_role("complementary", name="Preview")

    previews.first.get_by_role("button", name="Go").click()
    assert previews.all_inner_texts() == ["card\nGo", "T\nt\nF\nv"]
    assert stage.calls() == [["action", "go", "b", {}]]
