// Who one is here, where, and in which light. Everybody has an address of their own, so each browser tab can be somebody else.

import { h } from "./dom.js";
import { avatar, badge } from "./people.js";
import { popover } from "./popover.js";
import { wentWell } from "./toast.js";
import { cityOf, timeNowIn } from "./times.js";

export function whoMenu(page, anchor) {
  const { store } = page;
  const everybody = [...store.users.values()].filter((user) => !user.isBot && !user.deleted);
  const rank = (user) => (user.isExternal ? 2 : user.isGuest ? 1 : 0);
  everybody.sort((one, other) => rank(one) - rank(other) || one.realName.localeCompare(other.realName));
  const people = everybody.map((user) =>
    h(
      "a",
      { href: `/?as=${encodeURIComponent(user.name)}${location.hash}`, "aria-current": user.id === store.me ? "true" : null, data: { testid: `be-${user.name}` } },
      avatar(user, "small"),
      h("span", { class: "what" }, user.realName, badge(user)),
      h("span", { class: "hint" }, `${timeNowIn(user.tz)} ${cityOf(user.tz)}`),
    ),
  );
  const content = h(
    "div",
    { class: "who" },
    h("section", { "aria-label": "Be somebody" }, h("h2", {}, "Be somebody"), h("p", { class: "hint" }, "With Ctrl or ⌘ in a tab of their own: two people at once."), h("div", { class: "who-list" }, people)),
    h("section", { class: "who-settings", "aria-label": "Your settings" }, zoneChoice(page), themeChoice()),
  );
  popover(anchor, content, { label: "Who you are", onClosed: () => anchor.isConnected && anchor.focus() });
  content.querySelector('[aria-current="true"]')?.focus();
}

function zoneChoice({ store, link }) {
  const zones = [...new Set([store.zone, ...Intl.supportedValuesOf("timeZone"), "Etc/UTC"])].sort();
  const select = h(
    "select",
    { "data-testid": "zone", on: { change: async (event) => wentWell(await link.ask("zone", { tz: event.target.value })) } },
    zones.map((zone) => h("option", { value: zone, selected: zone === store.zone }, zone.replaceAll("_", " "))),
  );
  return h("label", {}, h("span", {}, "Your time zone"), select);
}

function themeChoice() {
  const chosen = document.documentElement.dataset.theme ?? "";
  const select = h(
    "select",
    { "data-testid": "theme", on: { change: (event) => wear(event.target.value) } },
    [["", "As the machine"], ["light", "Light"], ["dark", "Dark"]].map(([value, name]) => h("option", { value, selected: value === chosen }, name)),
  );
  return h("label", {}, h("span", {}, "Appearance"), select);
}

function wear(theme) {
  if (theme) {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
  } else {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem("theme");
  }
}
