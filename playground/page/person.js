// A card about somebody.

import { h } from "./dom.js";
import { shownEmoji } from "./emoji.js";
import { avatar, badge } from "./people.js";
import { popover } from "./popover.js";
import { cityOf, timeNowIn } from "./times.js";

export function personCard(page, id, anchor) {
  const user = page.store.user(id);
  const status = [user.status_emoji && shownEmoji(user.status_emoji.replaceAll(":", "")), user.status_text].filter(Boolean).join(" ");
  const canWrite = id !== page.store.me && page.store.users.has(id);
  let close = () => {};
  const write = () => {
    close();
    void page.writeTo(id);
  };
  const content = h(
    "div",
    { class: "card" },
    avatar(user, "large"),
    h("h2", {}, user.realName, badge(user)),
    h("p", { class: "hint" }, `@${user.name}`),
    status && h("p", {}, status),
    !user.isBot && h("p", {}, `${timeNowIn(user.tz)} local time, ${cityOf(user.tz)}`),
    user.isExternal && h("p", {}, "Belongs to another company."),
    canWrite && h("button", { type: "button", class: "quiet", on: { click: write } }, "Message"),
  );
  close = popover(anchor, content, { label: user.realName, onClosed: () => anchor.isConnected && anchor.focus({ preventScroll: true }) });
}

export function membersCard(page, channel, anchor) {
  const people = channel.members.map((id) => page.store.user(id)).sort((one, other) => Number(one.isBot) - Number(other.isBot) || one.realName.localeCompare(other.realName));
  const rows = people.map((user) => h("li", {}, avatar(user, "small"), h("span", { class: "what" }, user.realName, badge(user)), h("span", { class: "hint" }, `@${user.name}`)));
  popover(anchor, h("div", { class: "members" }, h("h2", {}, `${people.length} members`), h("ul", {}, rows)), { label: "Members", onClosed: () => anchor.isConnected && anchor.focus() });
}
