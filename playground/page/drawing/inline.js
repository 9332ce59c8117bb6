// Words: mrkdwn and plain text as nodes, with who and what they name.

import { dateText, fullMoment } from "./dates.js";
import { withEmoji } from "./emoji.js";
import { decoded, parse } from "./mrkdwn.js";
import { fragment, h, link } from "./nodes.js";

const TAGS = { bold: "strong", italic: "em", strike: "s" };

/** A text object of Block Kit (or a string, as mrkdwn). */
export function drawText(text, context) {
  if (text === null || text === undefined) return fragment();
  if (typeof text === "string") return drawMrkdwn(text, context);
  const words = String(text.text ?? "");
  if (text.type === "mrkdwn") return drawMrkdwn(words, context, { verbatim: text.verbatim === true });
  return drawPlain(words, text.emoji !== false);
}

/** Plain text: emoji by name, nothing else. */
export function drawPlain(words, hasEmoji = true) {
  return fragment(hasEmoji ? withEmoji(decoded(words)) : decoded(words));
}

export function drawMrkdwn(words, context, options = {}) {
  return fragment(parse(String(words), options).map((node) => drawNode(node, context)));
}

function drawNode(node, context, inCode = false) {
  if (typeof node === "string") return inCode ? node : withEmoji(node);
  const inside = (isCode = inCode) => node.inside.map((child) => drawNode(child, context, isCode));
  switch (node.kind) {
    case "bold":
    case "italic":
    case "strike":
      return h(TAGS[node.kind], {}, inside());
    case "code":
      return h("code", { class: "d-code" }, inside(true));
    case "pre":
      return h("pre", { class: "d-pre" }, h("code", {}, inside(true)));
    case "quote":
      return h("blockquote", { class: "d-quote" }, inside());
    case "break":
      return h("br");
    case "link":
      return link(node.url, inside(), context);
    case "user":
      return drawUser(node.id, context, node.label);
    case "channel":
      return drawChannel(node.id, context, node.label);
    case "group":
      return drawGroup(node.id, node.label);
    case "broadcast":
      return drawBroadcast(node.range);
    case "date":
      return drawDate(node, context);
  }
  return null;
}

export function userName(id, context, label = "") {
  const user = context.users?.get(id);
  return user?.realName || user?.name || label.replace(/^@/, "") || id;
}

export function channelName(id, context, label = "") {
  return context.channels?.get(id)?.name || label.replace(/^#/, "") || id;
}

/** `@Somebody`; marked where it is the viewer. */
export function drawUser(id, context, label = "") {
  const mine = id === context.me ? " d-mention-me" : "";
  const show = () => context.onUser?.(id);
  return h("button", { type: "button", class: `d-mention${mine}`, data: { user: id }, on: { click: show } }, h("bdi", {}, `@${userName(id, context, label)}`));
}

export function drawChannel(id, context, label = "") {
  const go = () => context.onChannel?.(id);
  return h("button", { type: "button", class: "d-mention", data: { channel: id }, on: { click: go } }, h("bdi", {}, `#${channelName(id, context, label)}`));
}

export function drawGroup(id, label = "") {
  return h("span", { class: "d-mention", data: { group: id } }, h("bdi", {}, `@${label.replace(/^@/, "") || id}`));
}

export const drawBroadcast = (range) => h("span", { class: "d-mention d-mention-me" }, `@${range}`);

/** A moment in the viewer's zone; its fallback where it has none. date: `{seconds, format, url, fallback}`. */
export function drawDate({ seconds, format, url, fallback }, context) {
  const written = dateText(seconds, format, context);
  if (written === null) return fallback;
  const full = fullMoment(seconds, context);
  const time = h("time", { class: "d-date", title: full, datetime: new Date(Number(seconds) * 1000).toISOString() }, written);
  return url ? link(url, time, context) : time;
}
