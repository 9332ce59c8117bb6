// A modal's or a Home tab's blocks, with what is entered into them.

import { drawBlock } from "./blocks.js";
import { h } from "./nodes.js";
import { Form } from "./use.js";

const REACHED = "input, textarea, select, button, a[href]";

/**
 * view: as Slack has it; what its `state.values` hold goes before what its elements hold at first.
 * Gives `element`; `values()`, in the shape of `state.values`; `focusFirst()`; `showErrors({blockId: sentence})`, which
 * takes earlier ones back, and gives the sentences for which there is no block.
 */
export function drawView(view, context) {
  const form = new Form(view.state?.values ?? {});
  const inside = { ...context, form };
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  const element = h("div", { class: `d-view d-view-${view.type === "home" ? "home" : "modal"}` }, blocks.map((block) => drawBlock(block, inside)));
  return {
    element,
    values: () => form.values(),
    focusFirst: () => focusFirst(element, blocks),
    showErrors: (errors) => showErrors(element, errors),
  };
}

const blockOf = (element, id) => [...element.children].find((each) => each.dataset.blockId === id);

function focusFirst(element, blocks) {
  const asked = blocks.find((block) => (block.element ?? block.accessory)?.focus_on_load);
  const place = asked ? blockOf(element, asked.block_id) : element;
  place?.querySelector(REACHED)?.focus();
}

function showErrors(element, errors) {
  for (const old of element.querySelectorAll(".d-error")) old.remove();
  for (const old of element.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
  const homeless = [];
  let first = null;
  for (const [id, sentence] of Object.entries(errors)) {
    const block = blockOf(element, id);
    if (!block) {
      homeless.push(sentence);
      continue;
    }
    const control = block.querySelector(REACHED);
    block.append(h("p", { class: "d-error", role: "alert" }, sentence));
    control?.setAttribute("aria-invalid", "true");
    first ??= control;
  }
  first?.focus();
  return homeless;
}
