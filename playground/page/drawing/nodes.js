// Making nodes. Text from outside only ever becomes text: nothing in this folder parses HTML.

const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "slack:"]);

/** An element. props: attributes; `on`, listeners by event; `data`, its dataset; a name that begins with `.` is a property. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith(".")) element[name.slice(1)] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...shown(children));
  return element;
}

/** A fragment of some nodes and texts. */
export function fragment(...children) {
  const all = document.createDocumentFragment();
  all.append(...shown(children));
  return all;
}

function shown(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);
}

/** The address as a browser may follow it, or null for one that could run something here. */
export function safeAddress(url) {
  try {
    const parsed = new URL(url);
    return SAFE.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A link; only its words where following it would not be safe. */
export function link(url, words, context) {
  const href = safeAddress(String(url));
  if (href === null) return h("span", { class: "d-unsafe", title: "Not a web address" }, words);
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    context.onLink?.(href);
  };
  return h("a", { class: "d-link", href, title: href, target: "_blank", rel: "noopener noreferrer", on: { click: follow } }, words);
}

let last = 0;

/** An id that no other element of the page has. */
export const freshId = (what) => `d-${what}-${++last}`;

/** A place for what cannot be drawn here, so that nobody takes it for missing. */
export function notDrawn(what, type) {
  const name = typeof type === "string" && type ? type : "without a type";
  return h("p", { class: "d-not-drawn", role: "note" }, `${what} of type ${name}, not drawn here`);
}
