// Slack's messages, modals and Home tabs as nodes of a page.
//
// `context` says who looks and what happens when something is used:
//   users       Map of id to `{name, realName, isBot, deleted}`
//   channels    Map of id to `{name, kind, members, archived}`
//   me, zone, locale    the viewer's id, time zone (its IANA name) and language
//   onAction(element, blockId, chosen)     an element was used; `chosen` as actions carry it, such as `selected_option`
//   onOptions(blockId, actionId, typed)    a promise of options, or of groups of them
//   onLink(href), onUser(id), onChannel(id)

import { drawAttachment } from "./attachments.js";
import { drawBlock } from "./blocks.js";
import { drawMrkdwn, drawText } from "./inline.js";
import { fragment, h } from "./nodes.js";
import { messageWords } from "./words.js";

export { emoji, emojiNames } from "./emoji.js";
export { drawText };
export { drawView } from "./view.js";

/** A message as Slack sends it: its blocks, or its text where it has none, and what hangs below it. */
export function drawMessage(message, context) {
  const attachments = (message.attachments ?? []).map((attachment) => drawAttachment(attachment, context));
  const blocks = message.blocks?.length ? drawBlocks(message.blocks, context) : message.text && h("div", { class: "d-text", dir: "auto" }, drawMrkdwn(message.text, context));
  return fragment(blocks, attachments);
}

export function drawBlocks(blocks, context) {
  return fragment(blocks.map((block) => drawBlock(block, context)));
}

/** A message as plain words, for a list or for those who listen. */
export const plainPreview = (message, context = {}) => messageWords(message, context);
