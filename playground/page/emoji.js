// The emoji people reach for first, and how any is shown.

import { emoji, emojiNames } from "./drawing/index.js";

/** By Slack's names, the likeliest first. */
const usual = (
  "white_check_mark eyes raised_hands mag_right thumbsup thumbsdown heart tada joy smile slightly_smiling_face wink thinking_face " +
  "sob sweat_smile pray clap wave fire rocket bulb warning rotating_light question bug memo pushpin link lock hourglass_flowing_sand " +
  "calendar palm_tree coffee star sparkles zap zzz speech_balloon robot_face 100"
).split(" ");

/** The names that have `typed` in them, the likeliest first. */
export function emojiLike(typed) {
  if (!typed) return usual;
  const fits = (name) => name.includes(typed);
  const rank = (name) => (name === typed ? 0 : name.startsWith(typed) ? 1 : 2);
  return [...new Set([...usual.filter(fits), ...emojiNames().filter(fits)])].sort((one, other) => rank(one) - rank(other));
}

export const shownEmoji = (name) => emoji(name) ?? `:${name}:`;
