// A box to type in that offers what fits: one choice or several, by mouse and by keyboard.
//
// Source: "ARIA Authoring Practices Guide", the pattern of a combobox with a listbox.

import { freshId, h } from "./nodes.js";
import { openAt } from "./popup.js";

const PAUSE = 150;

/**
 * Shape: an option is `{words, note, value}`; a group `{label, options}`.
 * offer: gives the groups for what was typed, at once or later. least: the letters to be typed before it is asked.
 * most: how many may be chosen; null for one that replaces another.
 */
export class Combobox {
  #opened = null;
  #options = [];
  #at = -1;
  #asked = 0;
  #timer = 0;

  constructor({ label, placeholder, chosen, offer, least = 0, isRemote = false, most = null, canBeEmpty = false, onChange, onClose }) {
    Object.assign(this, { offer, least, isRemote, most, canBeEmpty, onChange, onClose, chosen: [...chosen] });
    this.list = h("div", { class: "d-popup d-options", popover: "manual", role: "listbox", id: freshId("list"), "aria-label": label, "aria-multiselectable": most !== null });
    this.input = h("input", {
      class: "d-combo-input",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      placeholder,
      "aria-label": label,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      on: {
        input: () => this.#open(),
        click: () => this.#open(true),
        focus: () => this.input.select(),
        keydown: (event) => this.#key(event),
      },
    });
    this.chips = h("span", { class: "d-chips" });
    this.box = h("span", { class: "d-combo" }, this.chips, this.input);
    this.element = h("span", { class: "d-holder" }, this.box, this.list);
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(event.relatedTarget)) this.#leave();
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.placeholder = placeholder;
    this.#show();
  }

  get isMulti() {
    return this.most !== null;
  }

  #show() {
    if (!this.isMulti) {
      this.input.value = this.chosen[0]?.words ?? "";
      return;
    }
    this.input.value = "";
    this.input.placeholder = this.chosen.length ? "" : this.placeholder;
    this.chips.replaceChildren(
      ...this.chosen.map((option) => {
        const drop = () => {
          this.#set(this.chosen.filter((each) => each !== option));
          this.input.focus();
        };
        return h("span", { class: "d-chip" }, h("bdi", {}, option.words), h("button", { type: "button", "aria-label": `Remove ${option.words}`, on: { click: drop } }, "×"));
      }),
    );
  }

  #set(chosen) {
    this.chosen = chosen;
    this.#show();
    this.onChange?.(this.chosen);
  }

  /** isWhole: offer everything, though a choice stands in the box. */
  #open(isWhole = false) {
    this.#opened ??= openAt(this.box, this.list, () => this.#shut());
    this.input.setAttribute("aria-expanded", "true");
    const typed = isWhole && !this.isMulti ? "" : this.input.value.trim();
    clearTimeout(this.#timer);
    if (typed.length < this.least) {
      this.#asked += 1;
      this.#note(this.least === 1 ? "Type to search" : `Type at least ${this.least} letters`);
    } else if (this.isRemote) {
      this.#note("Looking…");
      this.#timer = setTimeout(() => this.#ask(typed), PAUSE);
    } else this.#ask(typed);
  }

  async #ask(typed) {
    const number = ++this.#asked;
    const groups = await Promise.resolve(this.offer(typed)).catch(() => null);
    if (number !== this.#asked || !this.#opened) return;
    if (groups === null) this.#note("This could not be looked up");
    else this.#fill(groups);
  }

  #note(words) {
    this.#options = [];
    this.#mark(-1);
    this.list.replaceChildren(h("p", { class: "d-options-note", role: "status" }, words));
    this.#opened?.place();
  }

  #fill(groups) {
    this.#options = [];
    const isChosen = (option) => this.chosen.some((each) => each.key === option.key);
    const rows = groups.map(({ label, options }) => {
      const offered = options.filter((option) => !this.isMulti || !isChosen(option));
      const drawn = offered.map((option) => {
        const row = h("div", { class: "d-option", role: "option", id: freshId("option"), "aria-selected": String(isChosen(option)), on: { click: () => this.#pick(option) } }, h("bdi", {}, option.words), option.note && h("small", {}, option.note));
        this.#options.push({ option, row });
        return row;
      });
      return label && drawn.length ? h("div", { role: "group", "aria-label": label }, h("p", { class: "d-options-label", "aria-hidden": "true" }, label), drawn) : drawn;
    });
    if (!this.#options.length) {
      this.#note("Nothing fits");
      return;
    }
    this.list.replaceChildren(...rows.flat(2));
    this.#mark(Math.max(0, this.#options.findIndex(({ option }) => isChosen(option))));
    this.#opened?.place();
  }

  #mark(at) {
    this.#options[this.#at]?.row.classList.remove("d-at");
    this.#at = at;
    const row = this.#options[at]?.row;
    row?.classList.add("d-at");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #pick(option) {
    if (this.isMulti) {
      if (this.chosen.length < this.most) this.#set([...this.chosen, option]);
      this.#shut();
      return;
    }
    this.#set([option]);
    this.#shut();
  }

  #shut() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#opened?.close();
    this.#opened = null;
    this.#mark(-1);
    this.input.setAttribute("aria-expanded", "false");
  }

  #leave() {
    this.#shut();
    if (!this.isMulti && this.canBeEmpty && !this.input.value.trim() && this.chosen.length) this.#set([]);
    else this.#show();
    this.onClose?.(this.chosen);
  }

  #key(event) {
    const isOpen = this.#opened !== null;
    const count = this.#options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (!isOpen) this.#open(true);
      else if (count) this.#mark((this.#at + step + count) % count);
    } else if (event.key === "Enter" && isOpen) {
      if (this.#options[this.#at]) this.#pick(this.#options[this.#at].option);
    } else if (event.key === "Escape" && isOpen) {
      this.#shut();
      this.#show();
    } else if (event.key === "Backspace" && this.isMulti && !this.input.value && this.chosen.length) {
      this.#set(this.chosen.slice(0, -1));
    } else if (event.key !== "Enter" || this.isMulti) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
