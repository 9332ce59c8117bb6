// The page, put together: the line, what is known, and the parts that show it.

import { h } from "./dom.js";
import { typedAgain } from "./drawn.js";
import { Inspector } from "./inspector.js";
import { jumpDialog, keysDialog } from "./jump.js";
import { Link } from "./link.js";
import { Modals } from "./modal.js";
import { personCard } from "./person.js";
import { Place } from "./place.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { StoryBar } from "./stories.js";
import { Thread } from "./thread.js";
import { wentWell } from "./toast.js";
import { soon } from "./dom.js";

const SMALL = matchMedia("(max-width: 720px)");

class Page {
  constructor() {
    this.store = new Store();
    this.link = new Link(new URLSearchParams(location.search).get("as") ?? "");
    this.route = { place: "", tab: "", thread: "" };
    this.place = null;
    this.thread = null;
    this.main = document.getElementById("place");
    this.panel = document.getElementById("panel");
    this.sidebar = new Sidebar(this);
    this.modals = new Modals(this);
    this.inspector = new Inspector(this);
    this.storyBar = new StoryBar(this);
    this.#listen();
    this.link.connect();
  }

  #listen() {
    const { store, link } = this;
    link.addEventListener("told", ({ detail }) => store.take(detail));
    link.addEventListener("lost", () => this.#lineDown(true));
    store.on("hello", () => {
      this.#lineDown(false);
      document.title = `${store.team.name}: ${store.user(store.me).realName}`;
      this.place = this.thread = null;
      this.#arrive();
    });
    const refresh = soon(() => {
      this.place?.refresh();
      this.thread?.refresh();
    });
    store.on("message home prompts channels", refresh);
    store.on("users", () => this.#redraw());
    store.on("status connections", () => {
      this.place?.refreshStatus();
      this.thread?.refreshStatus();
    });
    store.on("message", ({ message, isNew }) => isNew && message.channel === this.route.place && document.hasFocus() && store.read(message.channel));
    addEventListener("focus", () => store.read(this.route.place));
    addEventListener("hashchange", () => this.#arrive());
    SMALL.addEventListener("change", () => this.#arrive());
    addEventListener("keydown", (event) => this.#key(event));
  }

  #lineDown(isDown) {
    const line = document.getElementById("line-down");
    line.hidden = !isDown;
    line.textContent = isDown ? "The playground does not answer. This page comes back by itself when it does." : "";
  }

  /** Goes where the address says: `#/CHANNEL`, `#/CHANNEL/TS` for a thread, `#/CHANNEL/home` for a tab. */
  #arrive() {
    const { store } = this;
    if (!store.me) return;
    const [, wanted = "", more = ""] = location.hash.split("/");
    const known = store.channels.has(wanted) ? wanted : SMALL.matches && !wanted && location.hash ? "" : this.#usual();
    const tab = known === store.app.chat ? (more === "home" ? "home" : "messages") : "";
    const thread = /^\d+\.\d+$/.test(more) && known === wanted ? more : "";
    this.route = { place: known, tab, thread };
    if (known && (this.place?.id !== known || this.place.tab !== tab)) this.#show(known, tab);
    this.#showThread(known, thread);
    document.body.dataset.at = thread ? "panel" : known ? "place" : "rooms";
    store.read(known);
    store.changed("route");
  }

  #usual() {
    const places = [...this.store.channels.values()];
    return (places.find((place) => place.name === "general") ?? places[0]).id;
  }

  #show(id, tab) {
    this.place = new Place(this, id, tab);
    this.main.replaceChildren(this.place.element);
    this.main.setAttribute("aria-label", this.store.title(this.place.channel));
    this.place.list.toEnd();
    if (tab) void this.link.ask("open_home", { tab });
    if (!SMALL.matches && tab !== "home") this.place.composer.focus();
  }

  #showThread(channel, ts) {
    if (ts && this.thread?.ts === ts && this.thread.channel === channel) return;
    this.thread = ts ? new Thread(this, channel, ts) : null;
    this.panel.hidden = !ts;
    this.panel.replaceChildren(...(this.thread ? [this.thread.element] : []));
    this.thread?.list.toEnd();
    if (this.thread && !SMALL.matches) this.thread.composer.focus();
  }

  #redraw() {
    if (!this.place) return;
    const { id, tab } = this.place;
    this.place = new Place(this, id, tab);
    this.main.replaceChildren(this.place.element);
    const { thread } = this;
    this.thread = null;
    if (thread) this.#showThread(thread.channel, thread.ts);
  }

  go(place) {
    location.hash = `#/${place}`;
  }

  openThread(channel, ts) {
    if (this.route.thread === ts) this.thread?.composer.focus();
    location.hash = `#/${channel}/${ts}`;
  }

  closeThread() {
    const { thread } = this;
    this.go(this.route.place);
    if (thread) queueMicrotask(() => this.main.querySelector(`article[data-ts="${thread.ts}"]`)?.focus({ preventScroll: true }));
  }

  focusComposer(inThread) {
    (inThread ? this.thread : this.place)?.composer.focus();
  }

  /** Something was sent: its place shows its end. */
  sent(thread) {
    (thread ? this.thread : this.place)?.list.toEnd();
  }

  async writeTo(user) {
    const answer = await this.link.ask("talk_to", { user });
    if (!wentWell(answer)) return;
    this.store.take({ t: "channel", channel: answer.channel });
    this.go(answer.channel.id);
  }

  showPerson(id, anchor = document.activeElement) {
    personCard(this, id, anchor);
  }

  inspect(message = null) {
    this.inspector.open(message);
  }

  jump(typed = "") {
    jumpDialog(this, typed);
  }

  edit(message) {
    const box = h("textarea", { "aria-label": "The new text", rows: "4", ".value": typedAgain(this, message) });
    const dialog = h(
      "dialog",
      { class: "modal small", "aria-label": "Edit message" },
      h("form", { method: "dialog" }, h("header", {}, h("h2", {}, "Edit message")), h("div", { class: "modal-body" }, box), h("footer", {}, h("button", { class: "quiet", value: "" }, "Cancel"), h("button", { class: "primary", value: "save" }, "Save"))),
    );
    dialog.addEventListener("close", async () => {
      dialog.remove();
      if (dialog.returnValue === "save") wentWell(await this.link.ask("rewrite", { channel: message.channel, ts: message.ts, text: box.value }));
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  #key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) this.jump();
    } else if (event.key === "F6") {
      event.preventDefault();
      this.#nextPart(event.shiftKey ? -1 : 1);
    } else if (event.key === "?" && !event.target.closest("input, textarea, select, dialog")) {
      keysDialog();
    } else if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], [popover]:popover-open")) {
      if (this.inspector.isOpen) this.inspector.close();
      else if (this.route.thread) this.closeThread();
    }
  }

  /** Round the parts of the page: the conversations, the messages, the box; then those of the thread; the inspector. */
  #nextPart(step) {
    const parts = [
      document.querySelector('#sidebar a[aria-current="page"]') ?? document.querySelector("#sidebar a"),
      this.main.querySelector('article[tabindex="0"]'),
      this.main.querySelector("textarea"),
      this.panel.querySelector('article[tabindex="0"]'),
      this.panel.querySelector("textarea"),
      this.inspector.isOpen ? this.inspector.element.querySelector("button") : null,
    ].filter(Boolean);
    const regions = parts.map((part) => part.closest(".messages, .composer, #sidebar, #inspector"));
    const at = regions.findIndex((region) => region?.contains(document.activeElement));
    parts.at((at + step) % parts.length)?.focus();
  }
}

new Page();
