// A list of messages that stays at its end while one is there, and whose messages are gone through with the arrow keys.

import { arrange, h } from "./dom.js";
import { messageRow, reachable } from "./message.js";
import { reactionPicker } from "./reactions.js";
import { messageMenu } from "./message_menu.js";
import { day, dayInWords } from "./times.js";
import { threadOf } from "./store.js";

const TOGETHER = 300;
const AT_END = 40;

export class MessageList {
  #rows = new Map();
  #atEnd = true;

  /** label: what the list is. options of rows: `inThread`. */
  constructor(page, label, { inThread = false, start = [] } = {}) {
    Object.assign(this, { page, inThread, start });
    this.body = h("div", { class: "messages-body", role: "log", "aria-label": label, "aria-live": "polite", "aria-relevant": "additions" });
    this.newer = h("button", { type: "button", class: "newer", hidden: true, on: { click: () => this.toEnd() } }, "New messages ↓");
    this.element = h("div", { class: "messages", tabindex: "-1", on: { scroll: () => this.#scrolled(), keydown: (event) => this.#key(event), focusin: (event) => this.#focused(event) } }, this.start, this.body);
    this.watcher = new ResizeObserver(() => this.#atEnd && this.#jump());
    this.watcher.observe(this.element);
    this.watcher.observe(this.body);
  }

  /** messages: in order. repliesOf: the replies of a message, where they are told below it. between: what stands after the first. */
  show(messages, { repliesOf = () => [], between = null } = {}) {
    const zone = this.page.store.zone;
    const rows = new Map();
    const shown = [];
    let before = null;
    for (const message of messages) {
      if (!this.inThread && (!before || day(before.ts, zone) !== day(message.ts, zone))) shown.push(this.#dayLine(message.ts, zone));
      const replies = repliesOf(message);
      const joins = this.#joins(before, message) && !(between && before === messages[0]);
      const kept = this.#rows.get(message.ts);
      const same = kept && kept.message === message && kept.joins === joins && kept.replies === replies.length && kept.last === replies.at(-1);
      const entry = same ? kept : { message, joins, replies: replies.length, last: replies.at(-1), row: messageRow(this.page, message, { joins, replies, inThread: this.inThread }) };
      if (kept && !same && kept.row.contains(document.activeElement)) this.#refocus(kept.row, entry.row);
      rows.set(message.ts, entry);
      shown.push(entry.row);
      if (between && message === messages[0]) shown.push(between);
      before = message;
    }
    const grew = shown.length && this.#rows.size && rows.size > this.#rows.size;
    this.#rows = rows;
    arrange(this.body, shown);
    if (!this.body.querySelector('article[tabindex="0"]')) this.body.querySelector("article:last-of-type")?.setAttribute("tabindex", "0");
    if (this.#atEnd) this.#jump();
    else if (grew) this.newer.hidden = false;
  }

  #dayLine(ts, zone) {
    const key = `day ${day(ts, zone)}`;
    const line = [...this.body.children].find((child) => child.dataset.key === key);
    return line ?? h("div", { class: "day-line", role: "separator", data: { key } }, h("span", {}, dayInWords(ts, zone)));
  }

  #joins(before, message) {
    return Boolean(before) && before.user === message.user && !before.visible_to === !message.visible_to && Number(message.ts) - Number(before.ts) < TOGETHER;
  }

  /** Leaves the focus where it was, when a row is drawn anew under it. */
  #refocus(from, to) {
    const had = document.activeElement;
    const nameOf = (element) => element.getAttribute("aria-label") ?? element.textContent;
    const same = had === from ? to : [...to.querySelectorAll(had.tagName)].find((each) => nameOf(each) === nameOf(had));
    queueMicrotask(() => (same ?? to).focus({ preventScroll: true }));
  }

  #scrolled() {
    this.#atEnd = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < AT_END;
    if (this.#atEnd) this.newer.hidden = true;
  }

  #jump() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  toEnd() {
    this.#atEnd = true;
    this.newer.hidden = true;
    this.#jump();
  }

  focusLast() {
    this.body.querySelector("article:last-of-type")?.focus();
  }

  #focused(event) {
    const row = event.target.closest("article");
    for (const other of this.body.querySelectorAll('article[tabindex="0"]')) {
      if (other === row) continue;
      other.tabIndex = -1;
      reachable(other, false);
    }
    if (!row) return;
    row.tabIndex = 0;
    reachable(row, true);
  }

  #key(event) {
    const row = event.target.closest("article");
    if (!row || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...this.body.querySelectorAll("article")];
    const to = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const at = rows.indexOf(row) + to;
      if (at >= rows.length && event.key === "ArrowDown") this.page.focusComposer(this.inThread);
      else rows[Math.max(0, Math.min(rows.length - 1, at))].focus();
      return;
    }
    const entry = this.#rows.get(row.dataset.ts);
    if (entry && this.#does(event, entry, row)) event.preventDefault();
  }

  /** Letters, as in Slack: t or Enter opens the thread, r reacts, m is the menu; i inspects, e edits. */
  #does(event, { message }, row) {
    const { page } = this;
    const back = () => this.#rows.get(message.ts)?.row.focus({ preventScroll: true });
    switch (event.key) {
      case "t":
      case "Enter":
        if (!this.inThread && !message.visible_to) page.openThread(message.channel, threadOf(message), { write: true });
        return true;
      case "r":
        if (!message.visible_to) reactionPicker(page, message, row.querySelector(".message-tools button"), back);
        return true;
      case "m":
      case "ContextMenu":
        messageMenu(page, message, row.querySelector(".message-tools button:last-child"), back);
        return true;
      case "i":
        page.inspect(message);
        return true;
      case "e":
        if (message.user === page.store.me) page.edit(message);
        return true;
      default:
        return false;
    }
  }
}
