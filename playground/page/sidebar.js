// The workspace: its channels, its direct messages, the app, and who one is.

import { arrange, h, icon, iconButton, soon } from "./dom.js";
import { avatar, badge } from "./people.js";
import { storyList } from "./stories.js";
import { whoMenu } from "./who.js";
import { cityOf, timeNowIn } from "./times.js";

export class Sidebar {
  #rows = new Map();

  constructor(page) {
    this.page = page;
    this.element = document.getElementById("sidebar");
    this.title = h("h1", {});
    this.channels = h("ul", {});
    this.people = h("ul", {});
    this.apps = h("ul", {});
    this.stories = h("ul", {});
    this.me = h("div", { class: "me-box" });
    this.draw = soon(() => this.#draw());
    page.store.on("hello channels users unread connections route", this.draw);
  }

  #draw() {
    const { store } = this.page;
    if (!store.me) return;
    if (!this.element.firstChild) this.element.append(this.#head(), this.#rooms(), this.me);
    const places = [...store.channels.values()];
    const byTitle = (one, other) => store.title(one).localeCompare(store.title(other));
    const channels = places.filter((place) => place.kind !== "im").sort(byTitle);
    const direct = places.filter((place) => place.kind === "im" && place.id !== store.app.chat).sort(byTitle);
    this.title.textContent = store.team.name;
    arrange(this.channels, channels.map((place) => this.#row(place.id, this.#room(place, icon(place.kind === "group" ? "lock" : "hash")))));
    arrange(this.people, direct.map((place) => this.#row(place.id, this.#room(place, avatar(store.user(store.partner(place)), "tiny")))));
    arrange(this.apps, [this.#row(store.app.chat, this.#app())]);
    if (!this.stories.firstChild) this.stories.append(...storyList(this.page));
    arrange(this.me, [this.#row("me", this.#myself())]);
  }

  /** The row that is there already, where it is the same: what is replaced while it is pressed is not pressed. */
  #row(key, inside) {
    const kept = this.#rows.get(key);
    if (kept?.firstChild.isEqualNode(inside)) return kept;
    const hadFocus = kept?.contains(document.activeElement);
    const row = h(key === "me" ? "div" : "li", {}, inside);
    this.#rows.set(key, row);
    if (hadFocus) queueMicrotask(() => inside.focus());
    return row;
  }

  #head() {
    return h(
      "header",
      { class: "sidebar-head" },
      this.title,
      iconButton("jump", "Jump to a conversation (Ctrl+K)", () => this.page.jump()),
      iconButton("pulse", "Inspector", () => this.page.inspect()),
    );
  }

  #rooms() {
    const section = (title, list, more = null) => h("section", { "aria-label": title }, h("h2", {}, title, more), list);
    return h(
      "div",
      { class: "rooms", on: { keydown: (event) => this.#key(event) } },
      section("Channels", this.channels),
      section("Direct messages", this.people, iconButton("plus", "Write to somebody", () => this.page.jump("@"))),
      section("Apps", this.apps),
      this.page.store.stories.length > 0 && section("Stories to watch", this.stories),
    );
  }

  #room(place, sign) {
    const { store } = this.page;
    const unread = store.unread.get(place.id);
    const user = place.kind === "im" ? store.user(store.partner(place)) : null;
    const label = `${store.title(place)}${place.shared ? " Shared" : ""}${unread ? `, ${unread.messages} unread` : ""}`;
    return h(
      "a",
      { href: `#/${place.id}`, class: unread ? "unread" : "", "aria-current": this.page.route.place === place.id ? "page" : null, "aria-label": label, data: { testid: `room-${store.title(place)}` } },
      sign,
      h("span", { class: "room-name" }, store.title(place)),
      place.shared && h("span", { class: "badge external", title: "Shared with another company" }, "Shared"),
      user && badge(user),
      unread?.pings > 0 && h("span", { class: "pings" }, String(unread.pings)),
    );
  }

  #app() {
    const { store } = this.page;
    const user = store.user(store.app.user);
    const place = store.channels.get(store.app.chat);
    const unread = place && store.unread.get(place.id);
    const isHere = this.page.route.place === store.app.chat;
    const state = store.isConnected ? "connected" : "not connected";
    return h(
      "a",
      { href: `#/${store.app.chat}`, class: unread ? "unread" : "", "aria-current": isHere ? "page" : null, "aria-label": `${user.realName}, app, ${state}${unread ? `, ${unread.messages} unread` : ""}`, data: { testid: "room-app" } },
      avatar(user, "tiny"),
      h("span", { class: "room-name" }, user.realName),
      h("span", { class: `light ${store.isConnected ? "on" : ""}`, title: `The app is ${state}` }),
      unread?.pings > 0 && h("span", { class: "pings" }, String(unread.pings)),
    );
  }

  #myself() {
    const { store } = this.page;
    const user = store.user(store.me);
    const now = `${timeNowIn(user.tz)} in ${cityOf(user.tz)}`;
    return h(
      "button",
      { type: "button", class: "me", "aria-haspopup": "dialog", "aria-label": `${user.realName} ${now}: be somebody else, change time zone or appearance`, data: { testid: "me" }, on: { click: (event) => whoMenu(this.page, event.currentTarget) } },
      avatar(user),
      h("span", { class: "me-words" }, h("b", {}, user.realName), h("span", {}, now)),
      badge(user),
      icon("down"),
    );
  }

  #key(event) {
    const links = [...this.element.querySelectorAll(".rooms a")];
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    links.at(to % links.length)?.focus();
  }
}
