// Completing what is typed after @, #, : or a / at the beginning, as a listbox the arrow keys go through.

import { h } from "./dom.js";
import { avatar, badge } from "./people.js";

const MOST = 8;
let lists = 0;

export class Completion {
  #offers = [];
  #at = 0;
  #from = 0;

  /** offersFor: `(sign, typed)` to `{insert, title, hint?, icon?, sign?, user?}`s. completed: called after one was taken. */
  constructor(box, offersFor, completed) {
    Object.assign(this, { box, offersFor, completed });
    this.id = `completion-${++lists}`;
    this.list = h("ul", { class: "completion", role: "listbox", id: this.id, "aria-label": "Suggestions", hidden: true });
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.id);
    box.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  /** Looks whether there is something to complete where the cursor is. */
  look() {
    const typed = this.box.value.slice(0, this.box.selectionStart);
    const found = /^(\/)([\w-]*)$/.exec(typed) ?? /(?:^|[\s(])([@#:])([\p{L}\p{N}._+-]*)$/u.exec(typed);
    const offers = found ? this.offersFor(found[1], found[2]).slice(0, MOST) : [];
    if (!offers.length) return this.close();
    this.#from = this.box.selectionStart - found[2].length - 1;
    this.#offers = offers;
    this.#at = 0;
    this.#draw();
  }

  #draw() {
    const options = this.#offers.map((offer, at) =>
      h(
        "li",
        { role: "option", id: `${this.id}-${at}`, "aria-selected": String(at === this.#at), on: { pointerdown: (event) => (event.preventDefault(), this.#take(at)) } },
        offer.user ? avatar(offer.user, "tiny") : (offer.icon ?? h("span", { class: "sign" }, offer.sign ?? "")),
        h("b", {}, offer.title),
        offer.hint && h("span", { class: "hint" }, offer.hint),
        offer.user && badge(offer.user),
      ),
    );
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.box.setAttribute("aria-activedescendant", `${this.id}-${this.#at}`);
  }

  close() {
    this.#offers = [];
    this.list.hidden = true;
    this.box.removeAttribute("aria-activedescendant");
  }

  #take(at) {
    const { insert } = this.#offers[at];
    this.box.setRangeText(insert, this.#from, this.box.selectionStart, "end");
    this.close();
    this.box.dispatchEvent(new Event("input"));
    this.close();
    this.completed();
  }

  /** Whether a key was meant for the list. */
  takes(event) {
    if (this.list.hidden) return false;
    const { length } = this.#offers;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        this.#at = (this.#at + (event.key === "ArrowDown" ? 1 : length - 1)) % length;
        this.#draw();
        break;
      case "Enter":
      case "Tab":
        if (event.shiftKey) return false;
        this.#take(this.#at);
        break;
      case "Escape":
        event.stopPropagation();
        this.close();
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  }
}
