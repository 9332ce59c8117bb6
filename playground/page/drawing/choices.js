// Boxes to tick, one of a few, days and times.

import { drawText } from "./inline.js";
import { freshId, h } from "./nodes.js";

export function drawCheckboxes(use) {
  const first = new Set((use.first("initial_options") ?? []).map((option) => option.value));
  return drawTicks(use, "checkbox", (option) => first.has(option.value), (ticked) => ticked);
}

export function drawRadio(use) {
  const first = use.first("initial_option")?.value;
  return drawTicks(use, "radio", (option) => option.value === first, (ticked) => ticked[0] ?? null);
}

function drawTicks(use, type, isFirst, value) {
  const { element, context } = use;
  const options = element.options ?? [];
  const name = freshId("ticks");
  const boxes = options.map((option) => h("input", { type, name, checked: isFirst(option) }));
  const now = () => value(options.filter((_, index) => boxes[index].checked));
  const rows = options.map((option, index) =>
    h("label", { class: "d-tick" }, boxes[index], h("span", {}, drawText(option.text, context), option.description && h("small", { class: "d-soft" }, drawText(option.description, context)))),
  );
  use.holds(now);
  return h("div", { class: "d-ticks", role: type === "radio" ? "radiogroup" : "group", "aria-label": use.label, data: { action: element.action_id }, on: { change: () => use.changed(now()) } }, rows);
}

export const drawDate = (use) => drawPicker(use, "date", use.first("initial_date") ?? "", (text) => text || null);

export const drawTime = (use) => drawPicker(use, "time", use.first("initial_time") ?? "", (text) => text || null);

/** A day and a time, in the viewer's zone; what it holds is in seconds since 1970. */
export function drawDateTime(use) {
  const { zone } = use.context;
  const first = use.first("initial_date_time");
  return drawPicker(use, "datetime-local", first === null ? "" : localText(first, zone), (text) => (text ? secondsOf(text, zone) : null));
}

function drawPicker(use, type, text, value) {
  const input = h("input", { type, class: "d-input d-picker", "aria-label": use.label, data: { action: use.element.action_id }, ".value": text });
  let told = input.value;
  input.addEventListener("change", () => {
    if (input.value === told) return;
    told = input.value;
    use.changed(value(told));
  });
  use.holds(() => value(input.value));
  const zone = use.element.timezone;
  return zone ? h("span", { class: "d-holder" }, input, h("small", { class: "d-soft" }, zone)) : input;
}

/** `2026-11-25T14:05` for a moment, as the clocks of a zone show it. */
function localText(seconds, zone) {
  const options = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = new Intl.DateTimeFormat("en-CA", options).formatToParts(new Date(seconds * 1000));
  const part = (name) => parts.find(({ type }) => type === name).value;
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The moment at which the clocks of a zone show a text; tried twice, for the offset may change in between. */
function secondsOf(text, zone) {
  const wanted = Date.parse(`${text}:00Z`) / 1000;
  const shift = (seconds) => Date.parse(`${localText(seconds, zone)}:00Z`) / 1000 - seconds;
  const near = wanted - shift(wanted);
  return wanted - shift(near);
}
