// How people are shown: a picture made of their initials, and a word for those who are not of the workspace.

import { h, icon } from "./dom.js";

export function avatar(user, size = "") {
  const isApp = user.isApp;
  const initials = [...user.realName.split(/\s+/)].map((word) => [...word][0] ?? "").filter((one) => /\p{L}|\p{N}/u.test(one));
  const shown = (initials.length > 1 ? [initials[0], initials.at(-1)] : initials).join("").toUpperCase() || "?";
  const element = h("span", { class: `avatar ${size} ${isApp ? "of-app" : ""}`, "aria-hidden": "true" }, isApp ? icon("waves") : shown);
  if (!isApp) element.style.backgroundColor = user.id === "USLACKBOT" ? "#5b6068" : user.color;
  return element;
}

/** APP, External, Guest; nothing for colleagues. */
export function badge(user) {
  if (user.isBot) return h("span", { class: "badge" }, "APP");
  if (user.isExternal) return h("span", { class: "badge external" }, "External");
  if (user.isGuest) return h("span", { class: "badge guest" }, "Guest");
  return null;
}
