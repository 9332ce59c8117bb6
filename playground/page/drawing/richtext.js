// `rich_text`: sections, lists, quotes and code, and what stands in them.

import { drawEmoji, emoji } from "./emoji.js";
import { drawBroadcast, drawChannel, drawDate, drawGroup, drawUser } from "./inline.js";
import { h, link, notDrawn } from "./nodes.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u" };
const MARKS = ["disc", "circle", "square"];
const NUMBERS = ["decimal", "lower-alpha", "lower-roman"];

export function drawRichText(block, context) {
  return h("div", { class: "d-rich", dir: "auto" }, (block.elements ?? []).map((part) => drawPart(part, context)));
}

function drawPart(part, context) {
  const inside = () => (part.elements ?? []).map((element) => drawInline(element, context));
  const border = part.border ? " d-border" : "";
  switch (part.type) {
    case "rich_text_section":
      return h("div", { class: "d-rich-section" }, inside());
    case "rich_text_quote":
      return h("blockquote", { class: `d-quote${border}` }, inside());
    case "rich_text_preformatted":
      return h("pre", { class: `d-pre${border}`, data: { language: part.language } }, h("code", {}, inside()));
    case "rich_text_list":
      return drawList(part, context, border);
  }
  return notDrawn("Rich text", part.type);
}

function drawList(part, context, border) {
  const isOrdered = part.style === "ordered";
  const indent = Math.min(Math.max(Number(part.indent) || 0, 0), 8);
  const kinds = isOrdered ? NUMBERS : MARKS;
  const items = (part.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map((element) => drawInline(element, context))));
  const list = h(isOrdered ? "ol" : "ul", { class: `d-list${border}`, start: isOrdered && part.offset ? Number(part.offset) + 1 : null }, items);
  list.style.listStyleType = kinds[indent % kinds.length];
  list.style.marginInlineStart = `${indent * 1.6}em`;
  return list;
}

function drawInline(element, context) {
  return styled(plainInline(element, context), element.style ?? {});
}

function styled(node, style) {
  let outer = node;
  if (style.code) outer = h("code", { class: "d-code" }, outer);
  for (const [name, tag] of Object.entries(STYLES)) if (style[name]) outer = h(tag, {}, outer);
  return outer;
}

function plainInline(element, context) {
  switch (element.type) {
    case "text":
      return String(element.text ?? "");
    case "link":
      return link(element.url, element.text || element.url, context);
    case "user":
      return drawUser(element.user_id, context);
    case "channel":
      return drawChannel(element.channel_id, context);
    case "usergroup":
      return drawGroup(element.usergroup_id);
    case "team":
      return h("span", { class: "d-mention" }, `@${element.team_id}`);
    case "broadcast":
      return drawBroadcast(element.range);
    case "emoji":
      return drawNamed(element);
    case "date":
      return drawDate({ seconds: element.timestamp, format: element.format ?? "", url: element.url ?? "", fallback: element.fallback ?? "" }, context);
    case "color":
      return colour(element.value);
  }
  return h("span", { class: "d-not-drawn" }, `${element.type ?? "something"}, not drawn here`);
}

function drawNamed({ name, skin_tone: tone, unicode }) {
  const full = tone ? `${name}::skin-tone-${tone}` : String(name);
  if (emoji(full) !== null || !/^[0-9a-f-]+$/i.test(unicode ?? "")) return drawEmoji(full);
  return h("span", { class: "d-emoji", title: `:${name}:` }, unicode.split("-").map(character).join(""));
}

function colour(value) {
  const swatch = h("span", { class: "d-swatch" });
  swatch.style.backgroundColor = /^#[0-9a-f]{3,8}$/i.test(value) ? value : "transparent";
  return h("span", { class: "d-colour" }, String(value), swatch);
}

function character(hexadecimal) {
  const point = Number.parseInt(hexadecimal, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
}
