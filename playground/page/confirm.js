// "Are you sure?", as an app or the page asks it.

import { h } from "./dom.js";

const words = (text) => (typeof text === "string" ? text : (text?.text ?? ""));

/** Whether somebody says yes. asked: a confirmation dialog as Block Kit has it; its texts are shown as plain text. */
export function confirmed({ title, text, confirm, deny, style }) {
  return new Promise((decide) => {
    const dialog = h(
      "dialog",
      { class: "modal small", "aria-label": words(title) || "Are you sure?" },
      h(
        "form",
        { method: "dialog" },
        h("header", {}, h("h2", {}, words(title) || "Are you sure?")),
        h("div", { class: "modal-body" }, h("p", {}, words(text))),
        h(
          "footer",
          {},
          h("button", { class: "quiet", value: "no" }, words(deny) || "Cancel"),
          h("button", { class: style === "danger" ? "danger" : "primary", value: "yes" }, words(confirm) || "Yes"),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      decide(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
