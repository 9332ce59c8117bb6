// Moments in words, in the reader's time zone.

const formats = new Map();

function format(options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(navigator.language, options));
  return formats.get(key);
}

export const dateOf = (ts) => new Date(Number(ts) * 1000);

export const clock = (ts, zone) => format({ timeZone: zone, hour: "numeric", minute: "2-digit" }).format(dateOf(ts));

export const full = (ts, zone) =>
  format({ timeZone: zone, dateStyle: "full", timeStyle: "medium" }).format(dateOf(ts));

const dayAt = (seconds, zone) => format({ timeZone: zone, year: "numeric", month: "numeric", day: "numeric" }).format(dateOf(seconds));
const days = new Map();

/** A key for the day a message is of. Kept, because lists ask for that of every message whenever one comes. */
export function day(ts, zone) {
  const key = `${zone} ${ts}`;
  if (!days.has(key)) days.set(key, dayAt(ts, zone));
  return days.get(key);
}

export function dayInWords(ts, zone) {
  if (day(ts, zone) === today(zone)) return "Today";
  if (day(ts, zone) === dayAt(Date.now() / 1000 - 86400, zone)) return "Yesterday";
  return format({ timeZone: zone, weekday: "long", month: "long", day: "numeric" }).format(dateOf(ts));
}

const today = (zone) => dayAt(Date.now() / 1000, zone);

/** `today at 14:02`. */
export function when(ts, zone) {
  const now = Date.now() / 1000;
  const at = clock(ts, zone);
  if (now - Number(ts) < 60) return "just now";
  return day(ts, zone) === today(zone) ? `today at ${at}` : `${dayInWords(ts, zone)} at ${at}`;
}

export const timeNowIn = (zone) => clock(Date.now() / 1000, zone);

/** `Europe/Lisbon` as `Lisbon`. */
export const cityOf = (zone) => zone.split("/").at(-1).replaceAll("_", " ");
