// What goes on in a conversation: who is typing, and what the app says it is doing.

import { h } from "./dom.js";

/** Writes into `line` what goes on in a channel, or in one of its threads. */
export function statusLine(store, line, channel, thread) {
  const names = [...store.typing.keys()]
    .map((key) => key.split("/"))
    .filter(([place, at]) => place === channel && at === (thread ?? ""))
    .map(([, , user]) => store.user(user).realName);
  const said = thread ? store.statuses.get(`${channel}/${thread}`) : anyStatus(store, channel);
  const away = !store.isConnected && `${store.user(store.app.user).realName} is not connected: what you ask now may stay unanswered`;
  const words = [away, said && `${store.user(store.app.user).realName} ${said}`, typing(names)].filter(Boolean).join(" · ");
  const now = line.dataset.words ?? "";
  if (now === words) return;
  line.dataset.words = words;
  line.replaceChildren(...(words ? [h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), words] : []));
}

/** In a direct message, what the app says of any of its threads is seen beside them. */
function anyStatus(store, channel) {
  if (store.channels.get(channel)?.kind !== "im") return undefined;
  return [...store.statuses].find(([key]) => key.startsWith(`${channel}/`))?.[1];
}

function typing(names) {
  if (!names.length) return "";
  if (names.length > 2) return "Several people are typing";
  return `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} typing`;
}
