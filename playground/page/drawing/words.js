// A message as one line of plain words: for lists, for the title of a row, for those who listen.

import { dateText } from "./dates.js";
import { emojiAsText } from "./emoji.js";
import { channelName, userName } from "./inline.js";
import { decoded, parse } from "./mrkdwn.js";

/** mrkdwn as plain words. */
export function mrkdwnWords(text, context) {
  return parse(String(text)).map((node) => nodeWords(node, context)).join("");
}

function nodeWords(node, context) {
  if (typeof node === "string") return emojiAsText(node);
  switch (node.kind) {
    case "break":
      return "\n";
    case "user":
      return `@${userName(node.id, context, node.label)}`;
    case "channel":
      return `#${channelName(node.id, context, node.label)}`;
    case "group":
      return `@${node.label.replace(/^@/, "") || node.id}`;
    case "broadcast":
      return `@${node.range}`;
    case "date":
      return dateText(node.seconds, node.format, context) ?? node.fallback;
  }
  const inside = node.inside.map((child) => nodeWords(child, context)).join("");
  return node.kind === "pre" || node.kind === "quote" ? `\n${inside}\n` : inside;
}

/** A text object as plain words. */
export function textWords(text, context = {}) {
  if (text === null || text === undefined) return "";
  if (typeof text === "string") return mrkdwnWords(text, context);
  const words = String(text.text ?? "");
  return text.type === "mrkdwn" ? mrkdwnWords(words, context) : emojiAsText(decoded(words));
}

/** The plain words of a message: its text, or what its blocks and previews say. */
export function messageWords(message, context = {}) {
  const said = message.text?.trim() ? mrkdwnWords(message.text, context) : "";
  const all = said || [...blocksWords(message.blocks, context), ...(message.attachments ?? []).flatMap((each) => attachmentWords(each, context))].join(" ");
  return all.trim().replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n");
}

function attachmentWords(attachment, context) {
  const written = ["pretext", "title", "text", "fallback"].map((name) => attachment[name]).filter(Boolean);
  const blocks = blocksWords(attachment.blocks, context);
  return blocks.length ? blocks : written.slice(0, 2).map((text) => mrkdwnWords(text, context));
}

function blocksWords(blocks, context) {
  return (Array.isArray(blocks) ? blocks : []).map((block) => blockWords(block, context)).filter(Boolean);
}

function blockWords(block, context) {
  if (block?.type === "rich_text") return richWords(block.elements, context);
  const texts = [block?.title, block?.text, ...(block?.fields ?? []), ...(block?.type === "context" ? (block.elements ?? []) : [])];
  return texts.map((text) => (text?.alt_text ? text.alt_text : textWords(text, context))).filter(Boolean).join(" ");
}

function richWords(elements, context) {
  const words = (element) => {
    if (Array.isArray(element?.elements)) return element.elements.map(words).join("") + (element.type === "rich_text_section" ? "" : "\n");
    switch (element?.type) {
      case "user":
        return `@${userName(element.user_id, context)}`;
      case "channel":
        return `#${channelName(element.channel_id, context)}`;
      case "usergroup":
        return `@${element.usergroup_id}`;
      case "broadcast":
        return `@${element.range}`;
      case "emoji":
        return emojiAsText(`:${element.name}:`);
      case "date":
        return dateText(element.timestamp, element.format ?? "", context) ?? element.fallback ?? "";
    }
    return element?.text ?? element?.url ?? element?.value ?? "";
  };
  return (elements ?? []).map(words).join("\n").trim();
}
