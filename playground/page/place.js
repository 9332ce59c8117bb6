// A conversation: what it is, what was said in it, and the box to say more. The app's own has a Home beside the messages.

import { AppHome } from "./app_home.js";
import { Composer } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { MessageList } from "./messages.js";
import { avatar, badge } from "./people.js";
import { membersCard } from "./person.js";
import { statusLine } from "./status.js";
import { threadOf } from "./store.js";
import { welcome } from "./welcome.js";
import { wentWell } from "./toast.js";

export class Place {
  /** id: of the channel. tab: `home` or `messages`, for the app's own conversation. */
  constructor(page, id, tab) {
    Object.assign(this, { page, id, tab });
    this.channel = page.store.channels.get(id);
    this.title = page.store.title(this.channel);
    this.isApp = id === page.store.app.chat;
    const sign = this.channel.kind === "im" ? "" : "#";
    this.earlier = h("button", { type: "button", class: "quiet earlier", hidden: true, on: { click: () => this.#showEarlier() } }, "Show earlier messages");
    this.start = h("div", { class: "start" });
    this.list = new MessageList(page, `Messages in ${sign}${this.title}`, { start: h("div", { class: "start-box" }, this.earlier, this.start) });
    this.status = h("p", { class: "status-line", role: "status" });
    this.composer = new Composer(page, id, { label: `Message ${sign}${this.title}`, onUp: () => this.list.focusLast() });
    this.home = this.isApp ? new AppHome(page) : null;
    this.element = h("div", { class: "place-inside" }, this.#head(), this.tab === "home" && this.home ? this.home.element : this.#talk());
    this.refresh();
  }

  #talk() {
    return h("div", { class: "talk" }, this.list.element, this.list.newer, this.status, this.channel.archived ? h("p", { class: "archived" }, "This channel is archived: nobody can write here.") : this.composer.element);
  }

  #head() {
    const { page, channel } = this;
    const partner = channel.kind === "im" ? page.store.user(page.store.partner(channel)) : null;
    const sign = partner ? avatar(partner, "small") : icon(channel.kind === "group" ? "lock" : "hash");
    const about = channel.topic || channel.purpose;
    return h(
      "header",
      { class: "place-head" },
      iconButton("back", "All conversations", () => page.go(""), { class: "icon-button only-small" }),
      h("h2", {}, sign, h("span", {}, this.title), partner && badge(partner)),
      this.isApp ? this.#tabs() : h("p", { class: "about" }, about),
      channel.shared && h("span", { class: "badge external" }, "Shared with another company"),
      !partner &&
        h(
          "button",
          { type: "button", class: "quiet members-button", "aria-haspopup": "dialog", "aria-label": `${channel.members.length} members`, data: { align: "right" }, on: { click: (event) => membersCard(page, page.store.channels.get(this.id), event.currentTarget) } },
          icon("people"),
          String(channel.members.length),
        ),
    );
  }

  #tabs() {
    const tab = (name, words) => h("a", { href: `#/${this.id}/${name}`, role: "tab", "aria-selected": String(this.tab === name), data: { testid: `tab-${name}` } }, words);
    return h("div", { class: "tabs", role: "tablist", "aria-label": `${this.title}'s place` }, tab("home", "Home"), tab("messages", "Messages"));
  }

  refresh() {
    const { store } = this.page;
    this.channel = store.channels.get(this.id) ?? this.channel;
    if (this.tab === "home" && this.home) {
      this.home.refresh();
      return;
    }
    const replies = store.replies(this.id);
    const firsts = store.firsts(this.id);
    this.earlier.hidden = !store.earlier.has(this.id);
    this.start.replaceChildren(store.earlier.has(this.id) ? "" : welcome(this.page, this.channel, { isEmpty: firsts.length === 0, composer: this.composer }));
    this.list.show(firsts, { repliesOf: (message) => replies.get(threadOf(message)) ?? [] });
    this.refreshStatus();
  }

  refreshStatus() {
    statusLine(this.page.store, this.status, this.id, null);
  }

  async #showEarlier() {
    const [first] = this.page.store.firsts(this.id);
    const answer = await this.page.link.ask("earlier", { channel: this.id, before: first?.ts ?? "" });
    if (wentWell(answer)) this.page.store.addEarlier(this.id, answer.messages);
  }
}
