// Behind the scenes: what led to a message, all that goes back and forth, and a Slack that misbehaves.

import { detailsOf, timeline, trafficRow } from "./traffic.js";
import { arrange, h, iconButton, soon } from "./dom.js";
import { json } from "./json.js";
import { Misbehaviour } from "./misbehaviour.js";
import { clock } from "./times.js";
import { toast, wentWell } from "./toast.js";

const TABS = [
  ["message", "Message"],
  ["traffic", "Traffic"],
  ["faults", "Misbehave"],
];

export class Inspector {
  #tab = "traffic";
  #message = null;
  #rows = new Map();
  #opener = null;

  constructor(page) {
    this.page = page;
    this.element = document.getElementById("inspector");
    this.body = h("div", { class: "inspector-body", tabindex: "-1" });
    this.misbehaviour = new Misbehaviour(page);
    this.refresh = soon(() => this.isOpen && this.#show());
    page.store.on("traffic", () => this.isOpen && this.#tab === "traffic" && this.refresh());
    page.store.on("hello", () => this.isOpen && this.refresh());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** message: the one to inspect; none for the traffic. */
  open(message = null) {
    this.#opener = document.activeElement;
    this.#message = message;
    this.#tab = message ? "message" : "traffic";
    this.element.hidden = false;
    this.element.replaceChildren(this.#head(), this.body);
    this.#show();
    this.element.querySelector('[aria-selected="true"]')?.focus();
  }

  close() {
    this.element.hidden = true;
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
  }

  #head() {
    const tabs = TABS.map(([name, words]) =>
      h("button", { type: "button", role: "tab", "aria-selected": String(name === this.#tab), data: { testid: `inspect-${name}` }, on: { click: () => this.#turnTo(name) } }, words),
    );
    return h(
      "header",
      { class: "place-head" },
      h("h2", {}, "Inspector"),
      h("div", { class: "tabs", role: "tablist", "aria-label": "Inspector" }, tabs),
      iconButton("close", "Close the inspector (Esc)", () => this.close()),
    );
  }

  #turnTo(tab) {
    this.#tab = tab;
    this.element.replaceChildren(this.#head(), this.body);
    this.#show();
    this.element.querySelector('[aria-selected="true"]')?.focus();
  }

  #show() {
    if (this.#tab === "traffic") this.#showTraffic();
    else if (this.#tab === "faults") this.body.replaceChildren(this.misbehaviour.element);
    else void this.#showMessage();
  }

  async #showTraffic() {
    const { store, link } = this.page;
    const last = this.#rows.size ? Math.max(...this.#rows.keys()) : 0;
    if (!last || (store.traffic.length && store.traffic[0].number > last + 1)) {
      const answer = await link.ask("traffic");
      for (const entry of answer.entries ?? []) if (!this.#rows.has(entry.number)) this.#rows.set(entry.number, trafficRow(this.page, entry));
    }
    for (const entry of store.traffic) if (!this.#rows.has(entry.number)) this.#rows.set(entry.number, trafficRow(this.page, entry));
    if (this.#tab !== "traffic") return;
    const rows = [...this.#rows].sort(([one], [other]) => other - one).map(([, row]) => row);
    const intro = rows.length ? "What the app called (→) and what it was sent (←), the newest first." : "Nothing yet: write something.";
    this.intro ??= h("p", { class: "hint" });
    this.intro.textContent = intro;
    arrange(this.body, [this.intro, ...rows]);
  }

  async #showMessage() {
    const message = this.#message;
    if (!message) {
      this.body.replaceChildren(h("p", { class: "hint" }, "Choose a message: its button ", h("b", {}, "Inspect"), ", or the key i on it."));
      return;
    }
    const answer = await this.page.link.ask("inspect", { channel: message.channel, ts: message.ts });
    if (this.#tab !== "message" || this.#message !== message) return;
    if (answer.error) this.body.replaceChildren(h("p", { class: "hint" }, answer.error));
    else this.body.replaceChildren(...this.#trace(answer));
  }

  #trace({ message, deliveries, calls }) {
    const { store } = this.page;
    const begun = deliveries[0]?.at ?? calls[0]?.at ?? 0;
    const who = store.user(message.user).realName;
    return [
      h("p", { class: "hint" }, `Message ${message.ts} by ${who}, ${clock(message.ts, store.zone)}.`),
      h("section", { "aria-label": "What came in" }, h("h3", {}, "What came in"), deliveries.length ? deliveries.map((each) => this.#delivery(each)) : h("p", { class: "hint" }, "The app was sent nothing about this message: it does not listen for it, or was not there.")),
      h("section", { "aria-label": "What the app did" }, h("h3", {}, "What the app did"), calls.length ? timeline(calls, begun) : h("p", { class: "hint" }, "Nothing, so far.")),
      h("section", { "aria-label": "Block Kit" }, h("h3", {}, "Block Kit", this.#copy(message)), json({ ...(message.blocks?.length ? { blocks: message.blocks } : {}), text: message.text, ...(message.attachments ? { attachments: message.attachments } : {}) })),
      h("details", {}, h("summary", {}, "The whole message"), json(message)),
    ];
  }

  #delivery(entry) {
    const again = (asNew) => async () => {
      if (wentWell(await this.page.link.ask("again", { number: entry.number, as_new: asNew }))) {
        toast(asNew ? "It happens once more." : "Sent again, as Slack repeats an event that was not taken: it wants no second answer.");
      }
    };
    const buttons =
      entry.delivery === "events_api"
        ? h("p", { class: "again" }, h("button", { type: "button", class: "quiet", on: { click: again(false) } }, "Send again"), h("button", { type: "button", class: "quiet", on: { click: again(true) } }, "Send as new"))
        : null;
    return h("div", { class: "delivery" }, detailsOf(this.page, entry, entry), buttons);
  }

  #copy(message) {
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(JSON.stringify({ blocks: message.blocks ?? [] }, null, 2));
        toast("Copied, for Slack's Block Kit Builder.");
      } catch {
        toast("This browser does not let a page copy.", "wrong");
      }
    };
    return iconButton("copy", "Copy the blocks", copy);
  }
}
