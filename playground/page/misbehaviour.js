// Switches that make Slack misbehave, to see an app cope.

import { h } from "./dom.js";
import { toast, wentWell } from "./toast.js";

const KINDS = [
  ["rate_limited", "Too many requests", "The Web API answers 429 with Retry-After: 2.", { seconds: 2 }],
  ["slow", "A slow Web API", "Every call takes two seconds longer.", { seconds: 2 }],
  ["error", "Internal errors", "Every call is answered with ok: false, internal_error.", {}],
  ["unavailable", "Out of service", "The Web API answers 503 with a page of HTML.", {}],
  ["drop", "Lost answers", "Calls are done, but the connection closes before the answer.", {}],
  ["duplicate", "Doubled events", "Every event is delivered twice.", {}],
  ["handshake", "No way in", "New Socket Mode connections are refused.", {}],
];

const WAYS = [
  ["refresh", "Ask the app to reconnect", "as Slack does every few hours"],
  ["cut", "Cut the connection", "as a broken network does"],
];

export class Misbehaviour {
  constructor(page) {
    this.page = page;
    this.element = h("div", { class: "misbehave" });
    this.banner = h("p", { class: "misbehaves", role: "status", hidden: true });
    document.querySelector(".top").append(this.banner);
    page.store.on("hello faults connections", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const { faults } = this.page.store;
    const on = new Map(faults.map((fault) => [fault.kind, fault]));
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.element.replaceChildren(
      h("p", { class: "hint" }, "What is on stays on for every page and the app, until it is switched off."),
      ...KINDS.map(([kind, title, what, given]) => this.#row(kind, title, what, given, on.get(kind))),
      h("h3", {}, "The connection"),
      h("p", { class: "hint" }, `Open now: ${this.page.store.connections}.`),
      h("div", { class: "ways" }, WAYS.map(([how, title, what]) => h("button", { type: "button", class: "quiet", title: what, data: { key: how }, on: { click: () => this.#part(how) } }, title))),
    );
    if (focused) this.element.querySelector(`[data-key="${focused}"]`)?.focus();
    this.#say(faults);
  }

  #row(kind, title, what, given, fault) {
    const left = fault?.times ? `, ${fault.times === 1 ? "the next time" : `${fault.times} times more`}` : "";
    return h(
      "div",
      { class: "fault" },
      h(
        "button",
        { type: "button", role: "switch", "aria-checked": String(Boolean(fault)), "aria-label": title, data: { key: kind, testid: `fault-${kind}` }, on: { click: () => (fault ? this.#mend(kind) : this.#break(kind, given)) } },
        h("i"),
      ),
      h("div", {}, h("b", {}, title, left), h("p", { class: "hint" }, what)),
      h("button", { type: "button", class: "quiet", data: { key: `${kind} once` }, "aria-label": `Once: ${title}`, on: { click: () => this.#break(kind, { ...given, times: 1 }) } }, "Once"),
    );
  }

  #say(faults) {
    const titles = new Map(KINDS.map(([kind, title]) => [kind, title]));
    this.banner.hidden = !faults.length;
    this.banner.replaceChildren(
      ...(faults.length
        ? [h("b", {}, "Slack misbehaves: "), [...new Set(faults.map((fault) => titles.get(fault.kind) ?? fault.kind))].join(", "), " ", h("button", { type: "button", class: "quiet", on: { click: () => this.#mend() } }, "Behave")]
        : []),
    );
  }

  async #break(kind, given) {
    wentWell(await this.page.link.ask("fault", { kind, ...given }));
  }

  async #mend(kind) {
    wentWell(await this.page.link.ask("mend", kind ? { kind } : {}));
  }

  async #part(how) {
    if (wentWell(await this.page.link.ask("disconnect", { how }))) toast(how === "cut" ? "Cut. The app has to come back by itself." : "The app was asked to reconnect.");
  }
}
