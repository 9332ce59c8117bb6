// Slack's mrkdwn as a tree. Pure: no document is needed here.
//
// Theory: code comes first, and nothing in it is read. Then lines: those that begin with `>` are quotes. Within a line,
// what stands in angle brackets is one token whatever it holds, and `*`, `_`, `~` mark words when they stand at the edge
// of words: before the first there is no letter or digit, after the last there is none either, and within there is no
// blank at either end. A mark that finds no partner in its line is a plain character.
// Source: Slack's "Formatting message text".
//
// Shape: a node is a string or `{kind, ...}`: bold, italic, strike `{inside}`; code, pre `{inside}`; quote `{inside}`; break;
// link `{url, inside}`, user, channel, group `{id, label}`, broadcast `{range}`, date `{seconds, format, url, fallback}`.

const KINDS = { "*": "bold", _: "italic", "~": "strike" };
const SPECIAL = /<([^<>\n]*)>/y;
const BARE = /https?:\/\/(?:(?!&[lg]t;)[^\s<>|])*(?!&[lg]t;)[^\s<>|.,;:!?'")\]*_~`]/y;
const WORD = /[\p{L}\p{N}]/u;

export const decoded = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The nodes of a text. verbatim: leave bare addresses alone. */
export function parse(text, { verbatim = false } = {}) {
  const nodes = [];
  let end = 0;
  for (const [whole, inside, at] of fences(text)) {
    nodes.push(...lines(trimmedBefore(text.slice(end, at)), verbatim), { kind: "pre", inside: within(inside.replace(/^\n/, "").replace(/\n$/, "")) });
    end = at + whole;
    if (text[end] === "\n") end += 1;
  }
  return [...nodes, ...lines(text.slice(end), verbatim)];
}

function* fences(text) {
  let from = 0;
  for (;;) {
    const start = text.indexOf("```", from);
    const close = start < 0 ? -1 : text.indexOf("```", start + 3);
    if (close < 0) return;
    const inside = text.slice(start + 3, close);
    from = close + 3;
    if (inside.trim()) yield [close + 3 - start, inside, start];
  }
}

const trimmedBefore = (text) => text.replace(/\n$/, "");

function lines(text, verbatim) {
  if (!text) return [];
  const nodes = [];
  let quote = null;
  let isRest = false;
  text.split("\n").forEach((line, index) => {
    const mark = isRest ? [""] : /^(&gt;|>)(\1\1)?\s?/.exec(line);
    if (mark) {
      isRest ||= Boolean(mark[2]);
      if (quote) quote.inside.push({ kind: "break" });
      else nodes.push((quote = { kind: "quote", inside: [] }));
      quote.inside.push(...inline(line.slice(mark[0].length), verbatim));
      return;
    }
    if (index > 0 && !quote) nodes.push({ kind: "break" });
    quote = null;
    nodes.push(...inline(line, verbatim));
  });
  return nodes;
}

function inline(line, verbatim) {
  return marked(tokens(line, verbatim), new Set());
}

/** A line as single characters, and nodes for code, for what stands in angle brackets, and for bare addresses. */
function tokens(line, verbatim) {
  const found = [];
  let at = 0;
  while (at < line.length) {
    const character = line[at];
    if (character === "`") {
      const close = line.indexOf("`", at + 1);
      if (close > at + 1) {
        found.push({ kind: "code", inside: within(line.slice(at + 1, close)) });
        at = close + 1;
        continue;
      }
      if (close === at + 1) {
        found.push("`", "`");
        at += 2;
        continue;
      }
    }
    SPECIAL.lastIndex = at;
    const special = character === "<" && SPECIAL.exec(line);
    const node = special && specialNode(special[1]);
    if (node) {
      found.push(node);
      at += special[0].length;
      continue;
    }
    BARE.lastIndex = at;
    const address = !verbatim && character === "h" && !isWord(found.at(-1)) && BARE.exec(line)?.[0];
    if (address) {
      found.push({ kind: "link", url: decoded(address), inside: [decoded(address)] });
      at += address.length;
      continue;
    }
    const point = String.fromCodePoint(line.codePointAt(at));
    found.push(point);
    at += point.length;
  }
  return found;
}

/** What is in code: links and names in angle brackets mean what they mean; the rest is as it stands. */
function within(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(/<([^<>\n]*)>/g)) {
    const node = specialNode(found[1]);
    if (!node) continue;
    nodes.push(decoded(text.slice(end, found.index)), node);
    end = found.index + found[0].length;
  }
  nodes.push(decoded(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

function specialNode(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : decoded(inside.slice(bar + 1));
  const id = target.slice(1);
  if (/^@[A-Z0-9]+$/.test(target)) return { kind: "user", id, label };
  if (/^#[A-Z0-9]+$/.test(target)) return { kind: "channel", id, label };
  if (target.startsWith("!subteam^")) return { kind: "group", id: target.slice(9), label };
  if (target.startsWith("!date^")) return date(target, label);
  if (/^!(here|channel|everyone|group)$/.test(target)) return { kind: "broadcast", range: id };
  if (target.startsWith("!")) return label || `<${decoded(target)}>`;
  if (/^[a-z][a-z0-9+.-]*:\S/i.test(target)) return { kind: "link", url: decoded(target), inside: [label || decoded(target).replace(/^mailto:/, "")] };
  return null;
}

function date(target, label) {
  const [, seconds = "", format = "", url = ""] = target.split("^");
  return { kind: "date", seconds, format: decoded(format), url: decoded(url), fallback: label };
}

function marked(list, active) {
  const nodes = [];
  const hopeless = new Set();
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(decoded(plain));
    plain = "";
  };
  for (let at = 0; at < list.length; at += 1) {
    const token = list[at];
    const kind = typeof token === "string" && !active.has(token) && !hopeless.has(token) && KINDS[token];
    const close = kind && opens(list, at) ? closing(list, at) : -1;
    if (close > 0) {
      flush();
      nodes.push({ kind, inside: marked(list.slice(at + 1, close), new Set([...active, token])) });
      at = close;
      continue;
    }
    if (kind && close < 0 && opens(list, at)) hopeless.add(token);
    if (typeof token === "string") plain += token;
    else {
      flush();
      nodes.push(token);
    }
  }
  flush();
  return nodes;
}

const isWord = (token) => typeof token === "string" && WORD.test(token);
const isBlank = (token) => token === undefined || (typeof token === "string" && /\s/.test(token));

function opens(list, at) {
  const mark = list[at];
  return !isWord(list[at - 1]) && list[at - 1] !== mark && list[at + 1] !== mark && !isBlank(list[at + 1]);
}

function closing(list, from) {
  const mark = list[from];
  for (let at = from + 2; at < list.length; at += 1) {
    if (list[at] === mark && !isBlank(list[at - 1]) && list[at - 1] !== mark && list[at + 1] !== mark && !isWord(list[at + 1])) return at;
  }
  return -1;
}
