// Jumping to a conversation by a few letters of its name, and the list of what keys do.

import { h, icon } from "./dom.js";
import { avatar, badge } from "./people.js";

const MOST = 9;

/** typed: what the search begins with; `@` shows people only. */
export function jumpDialog(page, typed = "") {
  const input = h("input", { type: "text", placeholder: "Where to? A channel or a person", "aria-label": "Jump to", autocomplete: "off", ".value": typed });
  const list = h("ul", { role: "listbox", "aria-label": "Conversations" });
  const dialog = h("dialog", { class: "jump", "aria-label": "Jump to" }, input, list);
  let found = [];
  let at = 0;
  const go = (choice) => {
    dialog.close();
    choice?.go();
  };
  const draw = () => {
    const options = found.map((choice, index) =>
      h("li", { role: "option", "aria-selected": String(index === at), on: { click: () => go(choice) } }, choice.sign, h("b", {}, choice.name), choice.hint && h("span", { class: "hint" }, choice.hint), choice.badge),
    );
    list.replaceChildren(...options);
  };
  const look = () => {
    at = 0;
    found = choices(page, input.value).slice(0, MOST);
    draw();
  };
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") go(found[at]);
    else if (event.key === "ArrowDown") at = Math.min(at + 1, found.length - 1);
    else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
    else return;
    event.preventDefault();
    draw();
  });
  open(dialog);
  look();
}

function choices(page, typed) {
  const { store } = page;
  const wanted = typed.replace(/^[@#]/, "").trim().toLowerCase();
  const fits = (words) => words.toLowerCase().split(/[\s-]+/).some((word) => word.startsWith(wanted)) || words.toLowerCase().startsWith(wanted);
  const channels = [...store.channels.values()].filter((place) => place.kind !== "im" && fits(place.name)).map((place) => ({ name: place.name, sign: icon("hash"), go: () => page.go(place.id) }));
  const people = [...store.users.values()]
    .filter((user) => user.id !== store.me && !user.deleted && (fits(user.realName) || fits(user.name)))
    .map((user) => ({ name: user.realName, hint: `@${user.name}`, sign: avatar(user, "tiny"), badge: badge(user), go: () => page.writeTo(user.id) }));
  if (typed.startsWith("@")) return people;
  return typed.startsWith("#") ? channels : [...channels, ...people];
}

const KEYS = [
  ["Ctrl+K or ⌘K", "jump to a conversation"],
  ["F6", "go on to the next part of the page"],
  ["↑ in an empty box", "go to the messages above it"],
  ["↑ ↓ among messages", "the message before, the one after"],
  ["Enter or t", "open the thread of a message"],
  ["r", "react to a message"],
  ["m", "the menu of a message, with the app's shortcuts"],
  ["i", "inspect a message"],
  ["e", "edit a message of one's own"],
  ["Esc", "close what was opened last"],
];

export function keysDialog() {
  const rows = KEYS.map(([key, what]) => [h("dt", {}, key), h("dd", {}, what)]);
  const close = h("button", { type: "button", class: "quiet", on: { click: (event) => event.target.closest("dialog").close() } }, "Close");
  open(h("dialog", { class: "modal small", "aria-label": "Keys" }, h("header", {}, h("h2", {}, "What keys do")), h("dl", { class: "modal-body keys-list" }, rows), h("footer", {}, close)));
}

function open(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
