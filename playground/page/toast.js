// A sentence at the edge of the page, for a moment.

import { h } from "./dom.js";

const SHOWN = 6000;

export function toast(text, kind = "") {
  const element = h("p", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(element);
  setTimeout(() => element.remove(), SHOWN);
}

/** Says what went wrong with an answer; whether all went well. */
export function wentWell(answer) {
  if (answer.error) toast(answer.error, "wrong");
  return !answer.error;
}
