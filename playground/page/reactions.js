// Reacting: the emoji people reach for, and a search by name for the others.

import { h } from "./dom.js";
import { emojiLike, shownEmoji } from "./emoji.js";
import { popover } from "./popover.js";
import { wentWell } from "./toast.js";

const MOST_SHOWN = 48;

export async function react(page, message, name) {
  wentWell(await page.link.ask("react", { channel: message.channel, ts: message.ts, name }));
}

/** back: gives the focus back once the picker is closed; to `anchor` by default. */
export function reactionPicker(page, message, anchor, back) {
  emojiPicker(anchor, (name) => react(page, message, name), back);
}

/** chosen: called with the name of the emoji. */
export function emojiPicker(anchor, chosen, onClosed = () => anchor.focus({ preventScroll: true })) {
  const grid = h("div", { class: "emoji-grid" });
  const search = h("input", { type: "text", placeholder: "Search by name", "aria-label": "Search emoji by name", autocomplete: "off" });
  const close = popover(anchor, h("div", { class: "emoji-picker" }, search, grid), { label: "Pick an emoji", onClosed });
  const pick = (name) => {
    close();
    chosen(name);
  };
  const show = () => {
    const typed = search.value.trim().replaceAll(":", "").toLowerCase();
    grid.replaceChildren(...emojiLike(typed).slice(0, MOST_SHOWN).map((name) => option(name, pick)));
  };
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.querySelector("button")?.click();
  });
  show();
  search.focus();
}

function option(name, pick) {
  const props = { type: "button", title: `:${name}:`, "aria-label": name, on: { click: () => pick(name) } };
  return h("button", props, shownEmoji(name));
}
