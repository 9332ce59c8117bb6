// The app's modals: the topmost of the stack, with what was entered kept while the app draws it anew.

import { drawView } from "./drawing/index.js";
import { h, iconButton } from "./dom.js";
import { contextFor } from "./drawn.js";
import { toast } from "./toast.js";

export class Modals {
  #dialog = null;
  #view = null;
  #drawn = null;

  constructor(page) {
    this.page = page;
    page.store.on("hello modal", () => this.#refresh());
  }

  #refresh() {
    const view = this.page.store.modal;
    if (!view) {
      this.#dialog?.remove();
      this.#dialog = this.#view = this.#drawn = null;
      return;
    }
    if (this.#view?.hash === view.hash && this.#view?.id === view.id) return;
    const kept = this.#view?.id === view.id ? this.#drawn.values() : null;
    this.#view = view;
    this.#draw(kept ? { ...view, state: { values: kept } } : view);
  }

  #draw(view) {
    const isNew = !this.#dialog;
    this.#dialog ??= h("dialog", { class: "modal", data: { testid: "modal" }, on: { cancel: (event) => this.#cancel(event) } });
    this.#drawn = drawView(view, contextFor(this.page, { view_id: view.id }));
    const words = (text, otherwise) => text?.text ?? otherwise;
    this.#dialog.setAttribute("aria-label", words(view.title, "Modal"));
    this.errors = h("div", { class: "modal-errors", role: "alert" });
    this.#dialog.replaceChildren(
      h(
        "form",
        { novalidate: true, on: { submit: (event) => this.#submit(event) } },
        h("header", {}, h("h2", {}, words(view.title, "")), iconButton("close", "Close", (event) => this.#cancel(event))),
        h("div", { class: "modal-body" }, this.errors, this.#drawn.element),
        h("footer", {}, h("button", { type: "button", class: "quiet", on: { click: (event) => this.#cancel(event) } }, words(view.close, "Close")), view.submit && h("button", { type: "submit", class: "primary" }, words(view.submit))),
      ),
    );
    if (!isNew) return;
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#drawn.focusFirst();
  }

  async #submit(event) {
    event.preventDefault();
    const view = this.#view;
    const lacks = this.#lacking(view);
    if (lacks.length) {
      this.#showErrors(Object.fromEntries(lacks.map((block) => [block.block_id, "Please fill this in."])));
      return;
    }
    this.#dialog.classList.add("busy");
    const answer = await this.page.link.ask("submit", { view_id: view.id, values: this.#drawn.values() });
    this.#dialog?.classList.remove("busy");
    if (answer.error) this.#showErrors({ "": answer.error });
    else if (Object.keys(answer.errors ?? {}).length) this.#showErrors(answer.errors);
  }

  /** The inputs that must be filled in, and are not. */
  #lacking(view) {
    const values = this.#drawn.values();
    const isEmpty = (entered) => {
      const { type, ...rest } = entered ?? {};
      return Object.values(rest).every((value) => value === null || value === undefined || value === "" || value?.length === 0);
    };
    return view.blocks.filter((block) => block.type === "input" && !block.optional && isEmpty(Object.values(values[block.block_id] ?? {})[0]));
  }

  /** errors: sentences by block id; one of no block that is shown stands above all. */
  #showErrors(errors) {
    const blocks = new Set(this.#view.blocks.map((block) => block.block_id));
    const above = Object.entries(errors).filter(([block]) => !blocks.has(block));
    this.errors.replaceChildren(...above.map(([, sentence]) => h("p", {}, sentence)));
    this.#drawn.showErrors(errors);
  }

  async #cancel(event) {
    event.preventDefault();
    const answer = await this.page.link.ask("cancel", { view_id: this.#view.id });
    if (answer.error) toast(answer.error, "wrong");
  }
}
