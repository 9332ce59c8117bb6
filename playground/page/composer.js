// The box one writes in: names, commands and emoji are completed; Enter sends, Shift+Enter begins a new line.

import { Completion } from "./completion.js";
import { h, icon, iconButton } from "./dom.js";
import { emojiPicker } from "./reactions.js";
import { emojiLike, shownEmoji } from "./emoji.js";
import { menu } from "./popover.js";
import { wentWell } from "./toast.js";

const TYPING_EVERY = 3000;
const MOST_HEIGHT = 220;

export class Composer {
  #told = 0;

  /** label: what is written here, such as `Message #general`. onUp: leaves an empty box upwards. */
  constructor(page, channel, { thread = null, label, onUp = () => {} }) {
    Object.assign(this, { page, channel, thread, onUp });
    this.draftKey = `draft ${page.store.me} ${channel} ${thread ?? ""}`;
    this.box = h("textarea", {
      rows: "1",
      placeholder: label,
      "aria-label": label,
      spellcheck: "true",
      maxlength: "12000",
      "data-testid": thread ? "reply-box" : "message-box",
      ".value": sessionStorage.getItem(this.draftKey) ?? "",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.completion = new Completion(this.box, (kind, typed) => this.#offers(kind, typed), () => this.#grow());
    this.button = iconButton("send", "Send", () => this.send(), { class: "icon-button send" });
    this.element = h(
      "form",
      { class: "composer", on: { submit: (event) => event.preventDefault() } },
      this.completion.list,
      this.box,
      h("div", { class: "composer-tools" }, this.#tools(), h("span", { class: "grows" }), h("span", { class: "hint keys" }, h("b", {}, "Enter"), " sends, ", h("b", {}, "Shift+Enter"), " new line"), this.button),
    );
    queueMicrotask(() => this.#grow());
  }

  #tools() {
    const { store, link } = this.page;
    const shortcuts = store.app.shortcuts.filter((each) => each.kind === "global");
    return [
      iconButton("at", "Mention somebody", () => this.insert("@")),
      !this.thread && store.app.commands.length > 0 && iconButton("slash", "Commands", () => this.#command()),
      iconButton("smile", "Emoji", (event) => emojiPicker(event.currentTarget, (name) => this.insert(shownEmoji(name)))),
      shortcuts.length > 0 &&
        iconButton("bolt", "Shortcuts", (event) =>
          menu(
            event.currentTarget,
            shortcuts.map((each) => ({ label: each.name, hint: store.app.name, act: async () => wentWell(await link.ask("shortcut", { callback_id: each.callback_id })) })),
            "Shortcuts",
          ),
        ),
    ];
  }

  #command() {
    this.set("/");
    this.completion.look();
  }

  insert(text) {
    const { selectionStart: start, value } = this.box;
    const gap = text === "@" && start > 0 && !/\s$/.test(value.slice(0, start)) ? " " : "";
    this.box.focus();
    this.box.setRangeText(gap + text, start, this.box.selectionEnd, "end");
    this.#typed();
  }

  /** Puts `text` into the box, ready to be sent. */
  set(text) {
    this.box.value = text;
    this.box.focus();
    this.box.setSelectionRange(text.length, text.length);
    this.#typed({ complete: false });
  }

  focus() {
    this.box.focus();
  }

  #offers(kind, typed) {
    const { store } = this.page;
    const wanted = typed.toLowerCase();
    if (kind === "/") return this.thread ? [] : store.app.commands.filter((each) => each.name.slice(1).startsWith(wanted)).map((each) => ({ insert: `${each.name} `, title: each.name, hint: each.hint, icon: icon("slash") }));
    if (kind === "#") return [...store.channels.values()].filter((each) => each.name && each.name.includes(wanted)).map((each) => ({ insert: `#${each.name} `, title: `#${each.name}`, icon: icon("hash") }));
    if (kind === ":") return wanted.length < 2 ? [] : emojiLike(wanted).map((name) => ({ insert: `${shownEmoji(name)} `, title: `:${name}:`, sign: shownEmoji(name) }));
    return this.#people(wanted);
  }

  #people(wanted) {
    const { store } = this.page;
    const members = new Set(store.channels.get(this.channel)?.members);
    const fits = (user) => [user.name, ...user.realName.split(/\s+/)].some((word) => word.toLowerCase().startsWith(wanted));
    const rank = (user) => (user.isApp ? 0 : members.has(user.id) ? 1 : 2);
    return [...store.users.values()]
      .filter((user) => !user.deleted && user.id !== store.me && fits(user))
      .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
      .map((user) => ({ insert: `@${user.name} `, title: user.name, hint: user.realName, user }));
  }

  #typed({ complete = true } = {}) {
    this.#grow();
    if (this.box.value) sessionStorage.setItem(this.draftKey, this.box.value);
    else sessionStorage.removeItem(this.draftKey);
    if (complete) this.completion.look();
    const now = Date.now();
    if (this.box.value && !this.box.value.startsWith("/") && now - this.#told > TYPING_EVERY) {
      this.#told = now;
      void this.page.link.ask("typing", { channel: this.channel, thread_ts: this.thread });
    }
  }

  #grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, MOST_HEIGHT)}px`;
    this.button.classList.toggle("ready", this.box.value.trim() !== "");
  }

  #key(event) {
    if (event.isComposing || this.completion.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void this.send();
    } else if (event.key === "ArrowUp" && !this.box.value) {
      event.preventDefault();
      this.onUp();
    }
  }

  /** Sends what is in the box. The box is free at once; what could not be sent comes back into it. */
  async send() {
    const text = this.box.value.trim();
    if (!text) return;
    this.completion.close();
    this.set("");
    this.#told = 0;
    if (wentWell(await this.#sent(text))) this.page.sent(this.thread);
    else if (!this.box.value) this.set(text);
  }

  #sent(text) {
    const { link, store } = this.page;
    const [, name, rest] = /^(\/[^\s]+)\s*([^]*)$/.exec(text) ?? [];
    if (!name) return link.ask("say", { channel: this.channel, text, thread_ts: this.thread });
    if (this.thread) return Promise.resolve({ error: `${name} cannot be used in a thread, in Slack neither.` });
    if (!store.app.commands.some((each) => each.name === name)) return Promise.resolve({ error: `${name} is not a command here. There is ${store.app.commands.map((each) => each.name).join(", ") || "none"}.` });
    return link.ask("slash", { channel: this.channel, name, text: rest });
  }
}

