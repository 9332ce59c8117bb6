// The app's Home tab, as it last published it for this person.

import { drawView } from "./drawing/index.js";
import { h, icon } from "./dom.js";
import { contextFor } from "./drawn.js";

export class AppHome {
  #shown = undefined;

  constructor(page) {
    this.page = page;
    this.element = h("div", { class: "home", role: "tabpanel", "aria-label": "Home", tabindex: "-1", data: { testid: "home" } });
  }

  refresh() {
    const { home, app } = this.page.store;
    if (this.#shown === home && home !== undefined) return;
    this.#shown = home;
    if (!home) {
      const name = this.page.store.user(app.user).realName;
      this.element.replaceChildren(
        h("div", { class: "welcome" }, h("span", { class: "welcome-sign" }, icon("home")), h("h2", {}, "Nothing is here yet"), h("p", {}, `${name} has published no Home for you. It is told whenever somebody looks here, if it listens for that.`)),
      );
      return;
    }
    const top = this.element.scrollTop;
    this.element.replaceChildren(h("div", { class: "home-inside" }, drawView(home, contextFor(this.page, { view_id: home.id })).element));
    this.element.scrollTop = top;
  }
}
