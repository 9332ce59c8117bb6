// What a conversation begins with: where one is, and what to try there.

import { h, icon } from "./dom.js";
import { avatar } from "./people.js";

export function welcome(page, channel, { isEmpty, composer }) {
  const { store } = page;
  const app = store.user(store.app.user);
  const partner = channel.kind === "im" ? store.user(store.partner(channel)) : null;
  const isApp = channel.id === store.app.chat;
  const title = partner ? partner.realName : `#${channel.name}`;
  const hears = isApp || channel.members.includes(store.app.user);
  const words = isApp
    ? `This is the beginning of your talk with ${app.realName}. Ask in your own words.`
    : partner
      ? `Only you and ${partner.realName} read this; ${app.realName} does not.`
      : hears
        ? `Mention @${app.name} to ask it something. Its answer comes in a thread.`
        : `${app.realName} is not in this channel.`;
  return h(
    "div",
    { class: "welcome" },
    h("span", { class: "welcome-sign" }, partner ? avatar(partner, "large") : icon("hash")),
    h("h2", {}, title),
    h("p", {}, words),
    isEmpty && hears && (channel.kind !== "im" || isApp) && tries(store, isApp, composer, app),
    isApp && prompts(store, channel, composer),
  );
}

function tries(store, isApp, composer, app) {
  if (!store.tries.length) return null;
  const buttons = store.tries.map((words) => {
    const text = isApp ? words : `@${app.name} ${words}`;
    return h("button", { type: "button", class: "try", on: { click: () => composer.set(text) } }, text);
  });
  return h("div", { class: "tries", role: "group", "aria-label": "Something to try" }, h("p", { class: "hint" }, "Something to try:"), buttons);
}

/** What the app itself suggests to ask here. */
function prompts(store, channel, composer) {
  const suggested = store.prompts.get(channel.id) ?? [];
  const button = ({ title, message }) => h("button", { type: "button", class: "try", on: { click: () => composer.set(message) } }, title);
  return suggested.length > 0 && h("div", { class: "tries", role: "group", "aria-label": "Suggested" }, suggested.map(button));
}
