// What went to the app and what it called, a line each, opened for the whole of it.

import { h } from "./dom.js";
import { json } from "./json.js";

const WORDS = { events_api: "event", interactive: "interaction", slash_commands: "command" };

const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** entry: summed up; its whole is asked for when it is opened. */
export function trafficRow(page, entry) {
  return detailsOf(page, entry, null);
}

/** whole: the entry with everything in it, or null to ask for that. */
export function detailsOf(page, entry, whole) {
  const isCall = entry.call !== undefined;
  const failed = !entry.ok;
  const details = h(
    "details",
    { class: `entry ${isCall ? "call" : "delivery-entry"} ${failed ? "failed" : ""}`, data: { testid: "entry" } },
    h(
      "summary",
      {},
      h("span", { class: "way", title: isCall ? "a call of the app" : "sent to the app" }, isCall ? "→" : "←"),
      h("b", {}, isCall ? entry.call : entry.what),
      !isCall && h("span", { class: "badge" }, WORDS[entry.delivery] ?? entry.delivery),
      entry.attempt > 0 && h("span", { class: "badge" }, `attempt ${entry.attempt + 1}`),
      h("span", { class: "grows" }),
      failed && h("span", { class: "error" }, entry.error),
      h("span", { class: "took" }, ms(entry.ms)),
    ),
  );
  const fill = async () => {
    if (details.childElementCount > 1) return;
    const found = whole ?? (await page.link.ask("entry", { number: entry.number }));
    details.append(contents(found));
  };
  details.addEventListener("toggle", () => details.open && void fill());
  return details;
}

function contents(found) {
  if (found.error && found.args === undefined && found.payload === undefined) return h("p", { class: "hint" }, found.error);
  const parts = found.call === undefined ? [["Sent", found.payload], ["Acknowledged with", found.response]] : [["Asked", found.args], [`Answered, HTTP ${found.status}`, found.answer]];
  return h("div", { class: "entry-inside" }, parts.filter(([, value]) => Object.keys(value ?? {}).length).map(([title, value]) => [h("h4", {}, title), json(value)]));
}

/** Calls, each a bar from when it began, counted from what led to them, to its end. */
export function timeline(calls, begun) {
  const end = Math.max(...calls.map((call) => call.at - begun + call.ms / 1000), 0.001);
  const rows = calls.map((call) => {
    const from = Math.max(0, call.at - begun);
    const bar = h("i", { class: "bar" });
    bar.style.marginInlineStart = `${Math.min(99, (from / end) * 100)}%`;
    bar.style.width = `${Math.max(1, Math.min(100, (call.ms / 1000 / end) * 100))}%`;
    const details = detailsOf(null, call, call);
    details.querySelector("summary").append(h("span", { class: "after" }, `+${ms(from * 1000)}`));
    return h("div", { class: "timeline-row" }, details, h("div", { class: "track", "aria-hidden": "true" }, bar));
  });
  return h("div", { class: "timeline" }, rows);
}
