// Stories: ready conversations to watch. Each is told by somebody, so watching one means being them.

import { h, icon } from "./dom.js";
import { wentWell } from "./toast.js";

const WANTED = "story";
const UPTO = "upto";

/** The list of them, for the sidebar. */
export function storyList(page) {
  return page.store.stories.map((story) => {
    const teller = page.store.user(story.who).realName;
    return h("li", {}, h("button", { type: "button", class: "story", title: `${story.about} (as ${teller})`, data: { testid: `story-${story.id}` }, on: { click: () => play(page, story) } }, icon("play"), h("span", { class: "room-name" }, story.title)));
  });
}

/** Plays a story here, or on the page of whoever tells it. upto: after how many steps to leave it as it is; 0 for none. */
async function play(page, story, upto = 0) {
  if (story.who === page.store.me) wentWell(await page.link.ask("play_story", { story: story.id, upto }));
  else location.assign(`/?as=${encodeURIComponent(page.store.user(story.who).name)}&${WANTED}=${encodeURIComponent(story.id)}`);
}

/** The line above the page that says which story is playing, how far it is, and lets one hurry or leave it. */
export class StoryBar {
  #followed = "";

  constructor(page) {
    this.page = page;
    this.element = document.getElementById("story");
    page.store.on("hello", () => this.#arrive());
    page.store.on("story", (told) => this.#draw(told));
  }

  /** A page that was opened to play a story does so once. */
  #arrive() {
    this.element.hidden = true;
    const address = new URL(location.href);
    const wanted = address.searchParams.get(WANTED);
    const story = this.page.store.stories.find(({ id }) => id === wanted);
    if (!wanted) return;
    const upto = Number(address.searchParams.get(UPTO)) || 0;
    address.searchParams.delete(WANTED);
    address.searchParams.delete(UPTO);
    history.replaceState(null, "", address);
    if (story) void play(this.page, story, upto);
  }

  #draw(told) {
    const story = this.page.store.stories.find(({ id }) => id === told.story);
    const isPlaying = told.state === "playing";
    const words = { playing: `${told.at} of ${told.of}`, over: "The end", stuck: `It cannot go on. ${told.why}` }[told.state];
    const act = (label, does, look = "") => h("button", { type: "button", class: look, on: { click: does } }, label);
    this.element.hidden = false;
    this.element.dataset.state = told.state;
    this.element.replaceChildren(
      ...[
        icon("play"),
        h("b", {}, story.title),
        h("span", { class: "story-about" }, story.about),
        h("span", { class: "story-at", role: "status", data: { testid: "story-at" } }, words),
        isPlaying && act("Skip the pauses", () => this.page.link.ask("hurry_story")),
        isPlaying ? act("Stop", () => this.#stop()) : act("Again", () => play(this.page, story)),
        !isPlaying && act("Close", () => this.#stop()),
      ].filter(Boolean),
    );
    if (isPlaying) this.#follow(told);
  }

  async #stop() {
    this.element.hidden = true;
    await this.page.link.ask("stop_story");
  }

  /** Shows where the story is: its channel, and the thread that is under way. */
  #follow({ channel, thread_ts: thread }) {
    const where = `${channel}/${thread ?? ""}`;
    if (where === this.#followed) return;
    this.#followed = where;
    if (thread) this.page.openThread(channel, thread);
    else this.page.go(channel);
  }
}
