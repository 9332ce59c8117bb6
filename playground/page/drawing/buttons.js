// What is pressed: buttons, links as buttons, menus of more.

import { drawPlain } from "./inline.js";
import { freshId, h, safeAddress } from "./nodes.js";
import { openAt } from "./popup.js";
import { textWords } from "./words.js";

const ICONS = { trash: "🗑️", edit: "✏️" };

const words = (text) => (text ? drawPlain(text.text ?? "", text.emoji !== false) : "");

function styleOf(element) {
  return ["primary", "danger"].includes(element.style) ? ` d-${element.style}` : "";
}

export function drawButton(use) {
  const { element, context } = use;
  const look = { class: `d-button${styleOf(element)}`, "aria-label": element.accessibility_label, data: { action: element.action_id } };
  const href = element.url ? safeAddress(element.url) : null;
  if (href === null) return h("button", { type: "button", ...look, on: { click: () => use.act() } }, words(element.text));
  const follow = (event) => {
    use.act();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    context.onLink?.(href);
  };
  return h("a", { ...look, href, title: href, target: "_blank", rel: "noopener noreferrer", on: { click: follow } }, words(element.text));
}

/** A workflow's button: it starts nothing here, and says so. */
export function drawWorkflowButton({ element }) {
  return h("button", { type: "button", class: `d-button${styleOf(element)}`, disabled: true, title: "Workflows do not run here" }, words(element.text));
}

export function drawIconButton(use) {
  const { element } = use;
  const label = element.accessibility_label || textWords(element.text);
  return h("button", { type: "button", class: "d-button d-small", title: label, "aria-label": label, data: { action: element.action_id }, on: { click: () => use.act() } }, ICONS[element.icon] ?? words(element.text));
}

/** Two thumbs, of which one stays down once pressed. */
export function drawFeedback(use) {
  const { element } = use;
  const buttons = [];
  const thumb = (sign, choice) => {
    const press = (event) => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === event.currentTarget));
      use.act({ value: choice.value });
    };
    const label = choice?.accessibility_label || textWords(choice?.text);
    buttons.push(h("button", { type: "button", class: "d-button d-small", "aria-pressed": "false", title: label, "aria-label": label, on: { click: press } }, sign));
  };
  thumb("👍", element.positive_button);
  thumb("👎", element.negative_button);
  return h("span", { class: "d-feedback", role: "group", "aria-label": "Was this helpful?" }, buttons);
}

/** A button with a menu, as an overflow has it. */
export function drawOverflow(use) {
  const { element, context } = use;
  let opened = null;
  const shut = () => {
    opened?.close();
    opened = null;
    opener.setAttribute("aria-expanded", "false");
  };
  const choose = (option) => {
    shut();
    opener.focus();
    use.act({ selected_option: option });
    const href = option.url ? safeAddress(option.url) : null;
    if (href) context.onLink?.(href);
  };
  const items = (element.options ?? []).map((option) => h("button", { type: "button", role: "menuitem", tabindex: "-1", class: "d-option", on: { click: () => choose(option) } }, words(option.text), option.description && h("small", {}, words(option.description))));
  const menu = h("div", { class: "d-popup d-menu", popover: "manual", role: "menu", id: freshId("menu") }, items);
  const open = () => {
    opened = openAt(opener, menu, shut);
    opener.setAttribute("aria-expanded", "true");
    items[0]?.focus();
  };
  const opener = h("button", { type: "button", class: "d-button d-overflow", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": menu.id, "aria-label": "More", data: { action: element.action_id }, on: { click: () => (opened ? shut() : open()) } }, "⋯");
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = items.indexOf(document.activeElement);
    if (step) items.at((at + step) % items.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      shut();
      opener.focus();
    } else return;
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
  });
  return h("span", { class: "d-holder" }, opener, menu);
}
