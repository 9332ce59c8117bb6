// Something small beside what was pressed: menus, pickers, cards. Escape and a press elsewhere close it.

import { h } from "./dom.js";

const GAP = 6;

/** Opens `content` beside `anchor`. Gives a way to close it. onClosed: called once it is gone. */
export function popover(anchor, content, { label, role = "dialog", onClosed = () => {} } = {}) {
  const box = h("div", { class: "popover", popover: "auto", role, "aria-label": label }, content);
  (anchor.closest("dialog") ?? document.body).append(box);
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    onClosed();
  });
  box.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  place(box, anchor);
  return () => {
    if (box.isConnected) box.hidePopover();
  };
}

function place(box, anchor) {
  const beside = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = beside.bottom + GAP + height <= innerHeight;
  const top = below ? beside.bottom + GAP : Math.max(GAP, beside.top - GAP - height);
  const left = Math.min(Math.max(GAP, beside.right - width), innerWidth - width - GAP);
  const onLeft = beside.left + width <= innerWidth - GAP ? Math.max(GAP, beside.left) : left;
  box.style.top = `${top}px`;
  box.style.left = `${anchor.dataset.align === "right" ? left : onLeft}px`;
}

/** A menu. entries: `{label, act, icon?, hint?, danger?, href?}`, or null for a line between. */
export function menu(anchor, entries, label, onClosed = () => anchor.focus({ preventScroll: true })) {
  const items = entries.map((entry) => (entry ? item(entry) : h("hr", { role: "separator" })));
  const list = h("div", { class: "menu", role: "presentation" }, items);
  const close = popover(anchor, list, { label, role: "menu", onClosed });
  const buttons = items.filter((each) => each.getAttribute("role") === "menuitem");
  list.addEventListener("click", () => close());
  list.addEventListener("keydown", (event) => step(event, buttons));
  buttons[0]?.focus();
  return close;
}

function item({ label, act, icon = null, hint = "", danger = false, href }) {
  const props = { role: "menuitem", class: danger ? "danger" : "" };
  const inside = [icon, h("span", { class: "what" }, label), hint && h("span", { class: "hint" }, hint)];
  if (href) return h("a", { ...props, href }, inside);
  return h("button", { ...props, type: "button", on: { click: () => queueMicrotask(act) } }, inside);
}

function step(event, buttons) {
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}
