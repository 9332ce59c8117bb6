// JSON, indented, its names and values in colours of their own.

import { h } from "./dom.js";

const PIECE = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function json(value) {
  const text = JSON.stringify(value, null, 2);
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(PIECE)) {
    const [whole, string, colon] = found;
    pieces.push(text.slice(end, found.index));
    const kind = colon ? "name" : string ? "string" : "value";
    pieces.push(h("span", { class: `json-${kind}` }, string ?? whole), colon ?? "");
    end = found.index + whole.length;
  }
  return h("pre", { class: "json", tabindex: "0", "aria-label": "JSON" }, pieces, text.slice(end));
}
