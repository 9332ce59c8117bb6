// Blocks that only messages hold: tables, cards, notices, tasks, and blocks within a block.

import { drawElement } from "./elements.js";
import { drawText } from "./inline.js";
import { h, link } from "./nodes.js";
import { drawRichText } from "./richtext.js";
import { textWords } from "./words.js";

const SIGNS = { default: "•", info: "ℹ️", warning: "⚠️", error: "⛔", success: "✅" };
const STATES = { pending: "○", in_progress: "◐", complete: "✓", error: "✕" };

/** Each draws `(block, context, drawBlock)`. */
export const WIDE = {
  alert: drawAlert,
  card: drawCard,
  carousel: (block, context) => h("div", { class: "d-carousel" }, (block.elements ?? []).map((card) => drawCard(card, context))),
  container: drawContainer,
  data_table: (block, context) => drawTable(block, context, true),
  markdown: (block) => h("div", { class: "d-markdown", dir: "auto" }, String(block.text ?? "")),
  plan: drawPlan,
  table: (block, context) => drawTable(block, context, false),
  task_card: drawTask,
};

function drawAlert(block, context) {
  const level = Object.hasOwn(SIGNS, block.level ?? "") ? block.level : "default";
  return h("div", { class: `d-alert d-alert-${level}`, role: "note" }, h("span", { "aria-hidden": "true" }, SIGNS[level]), h("span", {}, drawText(block.text, context)));
}

function drawCard(block, context) {
  const part = (name, tag, look) => block[name] && h(tag, { class: look }, drawText(block[name], context));
  const actions = (block.actions ?? []).map((element) => drawElement(element, block, context));
  return h("article", { class: "d-card" }, part("title", "b", ""), part("subtitle", "p", "d-soft"), part("body", "p", "d-text"), actions.length > 0 && h("div", { class: "d-actions" }, actions));
}

function drawContainer(block, context, drawBlock) {
  const title = block.rich_text_title ? drawRichText(block.rich_text_title, context) : drawText(block.title, context);
  const subtitle = block.subtitle && h("span", { class: "d-soft" }, drawText(block.subtitle, context));
  const inside = (block.child_blocks ?? []).map((child) => drawBlock(child, context));
  if (!block.is_collapsible) return h("section", { class: "d-container" }, h("header", {}, h("b", {}, title), subtitle), inside);
  return h("details", { class: "d-container", open: !block.default_collapsed }, h("summary", {}, h("b", {}, title), subtitle), inside);
}

function drawTable(block, context, hasHead) {
  const settings = block.column_settings ?? [];
  const cell = (given, column, isHead) => {
    const isRow = column === block.row_header_column_index;
    const drawn = given?.type === "rich_text" ? drawRichText(given, context) : String(given?.text ?? "");
    const made = h(isHead || isRow ? "th" : "td", { scope: isHead ? "col" : isRow ? "row" : null, dir: "auto" }, drawn);
    made.style.textAlign = settings[column]?.align ?? (given?.type === "raw_number" ? "end" : "");
    return made;
  };
  const rows = (block.rows ?? []).map((row, index) => h("tr", {}, row.map((given, column) => cell(given, column, index === 0))));
  return h("div", { class: "d-table", tabindex: "0", role: "region", "aria-label": block.caption ?? "Table" }, h("table", {}, hasHead && block.caption && h("caption", {}, block.caption), rows));
}

function drawPlan(block, context) {
  const tasks = (block.tasks ?? []).map((task) => drawTask(task, context));
  return h("section", { class: "d-container" }, h("header", {}, h("b", {}, textWords(block.title))), tasks);
}

function drawTask(block, context) {
  const state = Object.hasOwn(STATES, block.status ?? "") ? block.status : "pending";
  const sources = (block.sources ?? []).map(({ url, text }) => link(url, text, context));
  return h(
    "div",
    { class: `d-task d-task-${state}` },
    h("span", { role: "img", "aria-label": state.replace("_", " ") }, STATES[state]),
    h("div", {}, textWords(block.title), block.details && drawRichText(block.details, context), block.output && drawRichText(block.output, context), sources.length > 0 && h("p", { class: "d-soft" }, sources.flatMap((each) => [each, " "]))),
  );
}
