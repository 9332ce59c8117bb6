// Emoji by Slack's short names, with skin tones.

import { TABLE } from "./emoji_table.js";
import { h } from "./nodes.js";

const TONE = /^skin-tone-([2-6])$/;
const NAME = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g;

let known = null;

function table() {
  if (known) return known;
  known = new Map();
  for (const line of TABLE.trim().split("\n")) {
    const [sign, ...names] = line.split(" ");
    const takesTone = sign.startsWith("+");
    for (const name of names) known.set(name, { sign: takesTone ? sign.slice(1) : sign, takesTone });
  }
  return known;
}

/** Every short name there is. */
export const emojiNames = () => [...table().keys()];

/** The characters of `name`, such as `wave` or `wave::skin-tone-3`; null for a name that Slack does not come with. */
export function emoji(name) {
  const [base, tone] = name.split("::");
  const found = table().get(base);
  if (!found) return null;
  const number = TONE.exec(tone ?? "")?.[1];
  if (!number || !found.takesTone) return found.sign;
  const [first, ...rest] = found.sign;
  if (rest[0] === "\ufe0f") rest.shift();
  return first + String.fromCodePoint(0x1f3fb + Number(number) - 2) + rest.join("");
}

/** An emoji to look at; its name in colons where there is none. */
export function drawEmoji(name) {
  const sign = emoji(name);
  if (sign === null) return `:${name}:`;
  return h("span", { class: "d-emoji", role: "img", "aria-label": name.split("::")[0].replaceAll("_", " "), title: `:${name}:` }, sign);
}

/** Text whose `:names:` are drawn as emoji. */
export function withEmoji(text) {
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(NAME)) {
    if (emoji(found[1]) === null) continue;
    pieces.push(text.slice(end, found.index), drawEmoji(found[1]));
    end = found.index + found[0].length;
  }
  pieces.push(text.slice(end));
  return pieces.filter((piece) => piece !== "");
}

/** Text whose `:names:` are emoji, as text. */
export const emojiAsText = (text) => text.replace(NAME, (whole, name) => emoji(name) ?? whole);
