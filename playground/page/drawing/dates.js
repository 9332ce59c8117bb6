// `<!date^…>`: a moment written in the viewer's own zone.
// Source: Slack's "Formatting message text", section "Date formatting".

const TOKEN = /\{(\w+)\}/g;
const DAY = 86_400_000;
const HALF_A_YEAR = 183 * DAY;
const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

/**
 * The format with its tokens filled in, or null when the moment or a token means nothing.
 * seconds: since 1970, UTC. context: `{zone, locale, now}`, now as milliseconds.
 */
export function dateText(seconds, format, { zone, locale, now = Date.now() }) {
  const moment = new Date(Number(seconds) * 1000);
  if (!/^\d{1,12}$/.test(String(seconds).trim()) || Number.isNaN(moment.getTime())) return null;
  const writer = new Writer(moment, zone, locale || "en-US", now);
  let isWhole = true;
  const text = format.replace(TOKEN, (whole, name) => {
    const word = writer.word(name);
    if (word === null) isWhole = false;
    return word ?? whole;
  });
  return isWhole ? text : null;
}

class Writer {
  constructor(moment, zone, locale, now) {
    Object.assign(this, { moment, zone: isZone(zone) ? zone : undefined, locale, now: new Date(now) });
  }

  word(name) {
    switch (name) {
      case "date_num":
        return this.#day(this.moment);
      case "date_slash":
        return this.#write({ month: "2-digit", day: "2-digit", year: "numeric" });
      case "date":
        return this.#long({ month: "long" });
      case "date_short":
        return this.#write({ month: "short", day: "numeric", year: "numeric" });
      case "date_long":
        return this.#long({ month: "long", weekday: "long" }, true);
      case "date_long_full":
        return this.#long({ month: "long", weekday: "long" }, true);
      case "date_pretty":
      case "date_short_pretty":
      case "date_long_pretty":
        return this.#near() ?? this.word(name.replace("_pretty", ""));
      case "day_divider_pretty":
        return this.#near() ?? this.#long({ month: "long", weekday: "long" });
      case "time":
        return this.#write({ hour: "numeric", minute: "2-digit" });
      case "time_secs":
        return this.#write({ hour: "numeric", minute: "2-digit", second: "2-digit" });
      case "ago":
        return this.#ago();
    }
    return null;
  }

  #write(options) {
    return new Intl.DateTimeFormat(this.locale, { timeZone: this.zone, ...options }).format(this.moment).replaceAll("\u202f", " ");
  }

  /** A date in words; without its year when that is plain, as Slack leaves it out within half a year. */
  #long(options, alwaysYear = false) {
    const withYear = alwaysYear || Math.abs(this.moment - this.now) > HALF_A_YEAR;
    const writer = new Intl.DateTimeFormat(this.locale, { timeZone: this.zone, day: "numeric", ...options, ...(withYear ? { year: "numeric" } : {}) });
    const parts = writer.formatToParts(this.moment);
    if (!this.locale.startsWith("en")) return parts.map((part) => part.value).join("");
    return parts.map((part) => (part.type === "day" ? ordinal(Number(part.value)) : part.value)).join("");
  }

  #day(moment) {
    return new Intl.DateTimeFormat("en-CA", { timeZone: this.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
  }

  #near() {
    const days = Math.round((Date.parse(this.#day(this.moment)) - Date.parse(this.#day(this.now))) / DAY);
    if (Math.abs(days) > 1) return null;
    return new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" }).format(days, "day");
  }

  #ago() {
    const seconds = Math.round((this.moment - this.now) / 1000);
    const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
    return new Intl.RelativeTimeFormat(this.locale, { numeric: "always" }).format(Math.trunc(seconds / length), unit);
  }
}

const RULES = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };

const ordinal = (number) => `${number}${ENDINGS[RULES.select(number)]}`;

function isZone(zone) {
  try {
    return Boolean(zone && new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** The whole moment, for whoever points at it. */
export function fullMoment(seconds, { zone, locale }) {
  const writer = new Intl.DateTimeFormat(locale || "en-US", { timeZone: isZone(zone) ? zone : undefined, dateStyle: "full", timeStyle: "long" });
  return writer.format(new Date(Number(seconds) * 1000)).replaceAll("\u202f", " ");
}
