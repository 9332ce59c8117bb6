// What hangs below a message: previews of links, and attachments as older apps write them.

import { drawBlock, placeholder } from "./blocks.js";
import { dateText } from "./dates.js";
import { drawMrkdwn } from "./inline.js";
import { h, link } from "./nodes.js";

const COLOURS = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

export function drawAttachment(attachment, context) {
  const written = attachment.blocks?.length ? attachment.blocks.map((block) => drawBlock(block, context)) : drawWritten(attachment, context);
  const body = h("div", { class: "d-attachment-body" }, written);
  const bar = h("span", { class: "d-attachment-bar", "aria-hidden": "true" });
  bar.style.backgroundColor = colour(attachment.color);
  const pretext = attachment.pretext && h("div", { class: "d-text", dir: "auto" }, drawMrkdwn(attachment.pretext, context));
  return h("div", { class: "d-attachment-outside" }, pretext, h("aside", { class: "d-attachment", "aria-label": "Preview" }, bar, body));
}

function colour(name) {
  if (Object.hasOwn(COLOURS, name ?? "")) return COLOURS[name];
  const code = String(name ?? "").replace(/^#/, "");
  return /^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(code) ? `#${code}` : "";
}

function drawWritten(attachment, context) {
  const words = (name, look) => attachment[name] && h("div", { class: look, dir: "auto" }, drawMrkdwn(attachment[name], context));
  const title = attachment.title && h("b", {}, attachment.title_link ? link(attachment.title_link, attachment.title, context) : drawMrkdwn(attachment.title, context));
  const by = [attachment.service_name, attachment.author_name].filter(Boolean).join(" · ");
  const fields = (attachment.fields ?? []).map((field) => h("div", { class: `d-text ${field.short ? "" : "d-wide"}`, dir: "auto" }, h("b", {}, String(field.title ?? "")), h("div", {}, drawMrkdwn(field.value ?? "", context))));
  const hasPicture = attachment.image_url || attachment.thumb_url;
  const legacy = attachment.actions?.length > 0;
  const isEmpty = !title && !attachment.text && !by && !fields.length && !hasPicture;
  return [
    by && h("div", { class: "d-soft" }, by),
    title,
    words("text", "d-text"),
    isEmpty && words("fallback", "d-text"),
    fields.length > 0 && h("div", { class: "d-fields" }, fields),
    hasPicture && placeholder("A picture", ""),
    legacy && h("p", { class: "d-not-drawn", role: "note" }, "Buttons of the older kind, not drawn here"),
    drawFooter(attachment, context),
  ];
}

function drawFooter({ footer, ts }, context) {
  const when = ts ? dateText(Math.trunc(Number(ts)), "{date_short_pretty} at {time}", context) : null;
  const parts = [footer, when].filter(Boolean);
  return parts.length > 0 && h("div", { class: "d-soft" }, parts.join(" | "));
}
