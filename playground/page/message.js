// One message: who, when, what, its reactions, its thread, and what can be done with it.

import { drawMessage } from "./drawing/index.js";
import { h, icon, iconButton } from "./dom.js";
import { contextFor, wordsOf } from "./drawn.js";
import { shownEmoji } from "./emoji.js";
import { messageMenu } from "./message_menu.js";
import { avatar, badge } from "./people.js";
import { react, reactionPicker } from "./reactions.js";
import { clock, full, when } from "./times.js";
import { threadOf } from "./store.js";

/** joins: whether it goes on from the one above. replies: those of its thread, where that is to be told. */
export function messageRow(page, message, { joins = false, replies = [], inThread = false } = {}) {
  const user = page.store.user(message.user);
  const zone = page.store.zone;
  const where = { channel: message.channel, ts: message.ts };
  const row = h(
    "article",
    {
      class: rowClass(message, joins),
      tabindex: "-1",
      data: { ts: message.ts, channel: message.channel, testid: "message", thread: threadOf(message) },
      "aria-label": `${user.realName}, ${clock(message.ts, zone)}: ${wordsOf(page, message).slice(0, 300)}`,
    },
    message.visible_to && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
    h(
      "div",
      { class: "message-columns" },
      h("div", { class: "message-side" }, joins ? h("time", { title: full(message.ts, zone) }, clock(message.ts, zone)) : avatar(user)),
      h(
        "div",
        { class: "message-main" },
        !joins && head(page, message, user, zone),
        h("div", { class: "message-content" }, drawMessage(message, contextFor(page, where))),
        message.edited && !message.app_id && h("span", { class: "edited" }, "(edited)"),
        reactionsOf(page, message),
        replies.length > 0 && !inThread && threadLine(page, message, replies, zone),
      ),
    ),
    tools(page, message, inThread),
  );
  return row;
}

function rowClass(message, joins) {
  const kinds = { joins, private: message.visible_to, pinged: message.pinged };
  return ["message", ...Object.keys(kinds).filter((kind) => kinds[kind])].join(" ");
}

function head(page, message, user, zone) {
  const name = h("button", { type: "button", class: "author", on: { click: (event) => page.showPerson(user.id, event.currentTarget) } }, user.realName);
  return h("header", { class: "message-head" }, name, badge(user), h("time", { title: full(message.ts, zone) }, clock(message.ts, zone)));
}

function reactionsOf(page, message) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map(({ name, users, count }) => {
    const mine = users.includes(page.store.me);
    const who = users.map((id) => page.store.user(id).realName).join(", ");
    return h(
      "button",
      {
        type: "button",
        class: `reaction ${mine ? "mine" : ""}`,
        title: `${who} reacted with :${name}:`,
        "aria-label": `${name}, ${count}: ${who}`,
        "aria-pressed": String(mine),
        on: { click: () => react(page, message, name) },
      },
      h("span", {}, shownEmoji(name)),
      h("span", { class: "count" }, String(count)),
    );
  });
  const add = iconButton("smile", "Add a reaction", (event) => reactionPicker(page, message, event.currentTarget), { class: "reaction add" });
  return h("div", { class: "reactions" }, chips, add);
}

function threadLine(page, message, replies, zone) {
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 4);
  return h(
    "button",
    {
      type: "button",
      class: "thread-line",
      "data-testid": "thread-line",
      on: { click: () => page.openThread(message.channel, threadOf(message)) },
    },
    h("span", { class: "faces" }, people.map((id) => avatar(page.store.user(id), "tiny"))),
    h("b", {}, replies.length === 1 ? "1 reply" : `${replies.length} replies`),
    h("span", { class: "hint" }, `Last reply ${when(replies.at(-1).ts, zone)}`),
  );
}

function tools(page, message, inThread) {
  const canReact = !message.visible_to;
  const bar = h(
    "div",
    { class: "message-tools", role: "toolbar", "aria-label": "Message actions" },
    canReact && iconButton("smile", "Add a reaction", (event) => reactionPicker(page, message, event.currentTarget)),
    canReact && !inThread && iconButton("chat", "Reply in a thread", () => page.openThread(message.channel, threadOf(message), { write: true })),
    iconButton("pulse", "Inspect: what came in, what the app did", () => page.inspect(message)),
    iconButton("more", "More actions", (event) => messageMenu(page, message, event.currentTarget), { "aria-haspopup": "menu", data: { align: "right" } }),
  );
  for (const button of bar.children) button.tabIndex = -1;
  return bar;
}

/** Lets the buttons of the message that has the focus be reached by Tab, and of no other. */
export function reachable(row, isReachable) {
  for (const button of row.querySelectorAll(".message-tools button")) button.tabIndex = isReachable ? 0 : -1;
}
