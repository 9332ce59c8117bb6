// What can be done with a message besides reacting and replying: the app's shortcuts first, as in Slack.

import { confirmed } from "./confirm.js";
import { icon } from "./dom.js";
import { wordsOf } from "./drawn.js";
import { menu } from "./popover.js";
import { toast, wentWell } from "./toast.js";

/** back: gives the focus back once the menu is closed; to `anchor` by default. */
export function messageMenu(page, message, anchor, back) {
  const { store, link } = page;
  const where = { channel: message.channel, ts: message.ts };
  const isMine = message.user === store.me;
  const shortcuts = store.app.shortcuts.filter((each) => each.kind === "message" && !message.visible_to);
  const entries = [
    ...shortcuts.map((each) => ({
      label: each.name,
      hint: store.app.name,
      icon: icon("bolt"),
      act: async () => wentWell(await link.ask("shortcut", { ...where, callback_id: each.callback_id })),
    })),
    shortcuts.length ? null : undefined,
    { label: "Inspect", icon: icon("pulse"), act: () => page.inspect(message) },
    { label: "Copy text", icon: icon("copy"), act: () => copy(wordsOf(page, message)) },
    ...(message.visible_to ? [null, { label: "Dismiss", icon: icon("close"), act: async () => wentWell(await link.ask("dismiss", where)) }] : []),
    ...(isMine ? [null, { label: "Edit", icon: icon("edit"), act: () => page.edit(message) }, { label: "Delete", icon: icon("trash"), danger: true, act: () => remove(page, where) }] : []),
  ];
  menu(anchor, entries.filter((entry) => entry !== undefined), "Message actions", back);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("This browser does not let a page copy.", "wrong");
  }
}

async function remove(page, where) {
  const asked = { title: "Delete this message?", text: "The app is told, where it listens for that.", confirm: "Delete", style: "danger" };
  if (await confirmed(asked)) wentWell(await page.link.ask("take_back", where));
}
