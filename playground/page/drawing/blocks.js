// Blocks, by type: those that lay out words and elements. What a message cannot hold elsewhere is in wide.js.

import { drawElement } from "./elements.js";
import { drawText } from "./inline.js";
import { freshId, h, link, notDrawn } from "./nodes.js";
import { drawRichText } from "./richtext.js";
import { textWords } from "./words.js";
import { WIDE } from "./wide.js";

const BLOCKS = {
  actions: drawActions,
  context: drawContext,
  context_actions: drawActions,
  divider: () => h("hr", { class: "d-divider" }),
  file: (block) => placeholder("A file", block.external_id ?? ""),
  header: (block, context) => h("h3", { class: "d-header", dir: "auto" }, drawText(block.text, context)),
  image: drawImage,
  input: drawInput,
  rich_text: drawRichText,
  section: drawSection,
  video: drawVideo,
  ...WIDE,
};

/** A block; what cannot be drawn is told of in its place. */
export function drawBlock(block, context) {
  const type = block?.type;
  const draw = Object.hasOwn(BLOCKS, type ?? "") ? BLOCKS[type] : null;
  const drawn = draw ? attempted(() => draw(block, context, drawBlock), type) : notDrawn("A block", type);
  return h("div", { class: `d-block d-block-${draw ? type : "unknown"}`, data: { blockId: block?.block_id ?? "" } }, drawn);
}

/** A block that is not of the shape its type has takes nothing else down. */
function attempted(draw, type) {
  try {
    return draw();
  } catch (error) {
    console.warn(`a block of type ${type} could not be drawn`, error);
    return notDrawn("A block, not as Slack has them,", type);
  }
}

function drawSection(block, context) {
  const words = block.text && h("div", { class: "d-text", dir: "auto" }, drawText(block.text, context));
  const fields = block.fields?.length > 0 && h("div", { class: "d-fields" }, block.fields.map((field) => h("div", { class: "d-text", dir: "auto" }, drawText(field, context))));
  const accessory = block.accessory && h("div", { class: "d-accessory" }, drawAccessory(block, context));
  return h("div", { class: "d-section" }, h("div", { class: "d-section-words" }, words, fields), accessory);
}

function drawAccessory(block, context) {
  const { accessory } = block;
  return accessory.type === "image" ? thumbnail(accessory, "d-thumb-large") : drawElement(accessory, block, context);
}

function drawActions(block, context) {
  return h("div", { class: "d-actions" }, (block.elements ?? []).map((element) => drawElement(element, block, context)));
}

function drawContext(block, context) {
  const parts = (block.elements ?? []).map((element) => (element.type === "image" ? thumbnail(element, "") : h("span", { class: "d-context-text" }, drawText(element, context))));
  return h("div", { class: "d-context", dir: "auto" }, parts);
}

/** Pictures are not fetched: nothing here reaches beyond this machine. */
function thumbnail(image, size) {
  const words = image.alt_text || "picture";
  return h("span", { class: `d-thumb ${size}`, role: "img", "aria-label": words, title: `${words} (pictures are not loaded here)` }, [...words][0]?.toLocaleUpperCase() ?? "");
}

export function placeholder(what, words) {
  return h("div", { class: "d-placeholder", role: "img", "aria-label": `${what}: ${words}` }, h("b", {}, what), words && h("span", {}, words), h("small", {}, "not loaded here"));
}

function drawImage(block, context) {
  const title = block.title && h("p", { class: "d-soft" }, drawText(block.title, context));
  return h("figure", { class: "d-image" }, title, placeholder("A picture", block.alt_text ?? ""));
}

function drawVideo(block, context) {
  const title = textWords(block.title);
  const words = block.description && h("p", { class: "d-text" }, drawText(block.description, context));
  const by = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  return h("figure", { class: "d-image" }, h("b", {}, block.title_url ? link(block.title_url, title, context) : title), words, by && h("p", { class: "d-soft" }, by), placeholder("A video", block.alt_text ?? ""));
}

function drawInput(block, context) {
  const drawn = drawElement(block.element, block, context);
  const control = drawn.matches("input, textarea") ? drawn : drawn.querySelector('input:not([type="checkbox"], [type="radio"]), textarea');
  const label = h("label", { class: "d-label", for: null }, drawText(block.label, context), block.optional && h("span", { class: "d-soft" }, " (optional)"));
  if (control) {
    control.id ||= freshId("input");
    label.htmlFor = control.id;
  }
  const hint = block.hint && h("p", { class: "d-hint", id: freshId("hint") }, drawText(block.hint, context));
  if (control && hint) control.setAttribute("aria-describedby", hint.id);
  return h("div", { class: "d-field" }, label, drawn, hint);
}
