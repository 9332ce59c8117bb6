// What is typed: lines, texts, numbers, addresses.

import { h } from "./nodes.js";

const TYPES = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text" };

export function drawTextInput(use) {
  const { element } = use;
  const isLong = element.type === "plain_text_input" && element.multiline;
  const input = h(isLong ? "textarea" : "input", {
    class: "d-input",
    type: isLong ? null : TYPES[element.type],
    rows: isLong ? 4 : null,
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    minlength: element.min_length,
    dir: "auto",
    autocomplete: "off",
    "aria-label": use.label,
    data: { action: element.action_id },
    ".value": use.first("initial_value") ?? "",
  });
  use.holds(() => input.value || null);
  dispatches(use, input, isLong);
  return input;
}

/** Tells the app of what is typed, when it asked for that: with every letter, or with Enter. */
function dispatches(use, input, isLong) {
  const on = use.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => use.changed(input.value);
  if (on.includes("on_character_entered")) input.addEventListener("input", tell);
  if (!on.includes("on_enter_pressed")) return;
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isLong || !use.block.dispatch_action) return;
    event.preventDefault();
    tell();
  });
}

/** Text with marks: typed here without them. */
export function drawRichInput(use) {
  const { element } = use;
  const input = h("textarea", { class: "d-input", rows: 4, dir: "auto", placeholder: element.placeholder?.text, "aria-label": use.label, data: { action: element.action_id }, ".value": richWords(use.first("initial_value")) });
  const section = () => ({ type: "rich_text_section", elements: [{ type: "text", text: input.value }] });
  use.holds(() => (input.value ? { type: "rich_text", elements: [section()] } : null));
  return input;
}

const richWords = (part) => (part?.elements ? part.elements.map(richWords).join("") : (part?.text ?? ""));
