// A thread, beside its channel.

import { Composer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { MessageList } from "./messages.js";
import { statusLine } from "./status.js";

export class Thread {
  constructor(page, channel, ts) {
    Object.assign(this, { page, channel, ts });
    const place = page.store.channels.get(channel);
    const title = page.store.title(place);
    const name = place.kind === "im" ? title : `#${title}`;
    this.list = new MessageList(page, `Thread in ${name}`, { inThread: true });
    this.status = h("p", { class: "status-line", role: "status" });
    this.count = h("span", { class: "count" });
    this.line = h("div", { class: "replies-line", role: "separator" }, this.count);
    this.composer = new Composer(page, channel, { thread: ts, label: "Reply…", onUp: () => this.list.focusLast() });
    this.element = h(
      "div",
      { class: "panel-inside" },
      h("header", { class: "place-head" }, h("h2", {}, "Thread"), h("p", { class: "about" }, name), iconButton("close", "Close the thread (Esc)", () => page.closeThread(), { data: { testid: "close-thread" } })),
      h("div", { class: "talk" }, this.list.element, this.list.newer, this.status, this.composer.element),
    );
    this.refresh();
  }

  refresh() {
    const messages = this.page.store.thread(this.channel, this.ts);
    const replies = messages.filter((message) => message.ts !== this.ts).length;
    this.count.textContent = replies === 1 ? "1 reply" : `${replies} replies`;
    this.list.show(messages, { between: replies && messages[0].ts === this.ts ? this.line : null });
    this.refreshStatus();
  }

  refreshStatus() {
    statusLine(this.page.store, this.status, this.channel, this.ts);
  }
}
