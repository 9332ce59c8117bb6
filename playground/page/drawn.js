// What drawing needs to know of the page, and what happens when somebody uses what was drawn.

import { confirmed } from "./confirm.js";
import { plainPreview } from "./drawing/index.js";
import { wentWell } from "./toast.js";

/** Opens an address in a tab of its own. */
export function follow(href) {
  window.open(href, "_blank", "noopener,noreferrer");
}

/** The context of drawing. where: `{channel, ts}` of a message, or `{view_id}`. page: the page's store, link and routes. */
export function contextFor(page, where) {
  const { store, link } = page;
  return {
    users: store.users,
    channels: store.channels,
    me: store.me,
    zone: store.zone,
    locale: navigator.language,
    onAction: (element, blockId, extra) => act(page, where, element, blockId, extra),
    onOptions: async (blockId, actionId, text) => {
      const answer = await link.ask("options", { ...where, block_id: blockId, action_id: actionId, text });
      return wentWell(answer) ? (answer.option_groups ?? answer.options ?? []) : [];
    },
    onLink: follow,
    onUser: (id) => page.showPerson(id),
    onChannel: (id) => page.go(id),
  };
}

async function act(page, where, element, blockId, extra = {}) {
  if (element.confirm && !(await confirmed(element.confirm))) return;
  const answer = await page.link.ask("press", {
    ...where,
    block_id: blockId,
    action_id: element.action_id,
    chosen: extra,
  });
  wentWell(answer);
}

/** A message as plain words, with people and channels by name. */
export const wordsOf = ({ store }, message) => plainPreview(message, { users: store.users, channels: store.channels, zone: store.zone });

/** A message as one would type it again: people by what follows the @. */
export function typedAgain({ store }, message) {
  const users = new Map([...store.users].map(([id, { name }]) => [id, { name }]));
  return plainPreview(message, { users, channels: store.channels, zone: store.zone });
}
