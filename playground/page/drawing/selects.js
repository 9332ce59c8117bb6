// Selects: one or several of what an app lists, of what it looks up, of people and of conversations.

import { Combobox } from "./combobox.js";
import { textWords } from "./words.js";

const MOST_SHOWN = 100;

/** The ten of them, by type. */
export const SELECTS = {
  static_select: (use) => drawSelect(use, listed(use.element)),
  multi_static_select: (use) => drawSelect(use, listed(use.element)),
  external_select: (use) => drawSelect(use, lookedUp(use)),
  multi_external_select: (use) => drawSelect(use, lookedUp(use)),
  users_select: (use) => drawSelect(use, people(use.context)),
  multi_users_select: (use) => drawSelect(use, people(use.context)),
  channels_select: (use) => drawSelect(use, places(use.context, ["public"])),
  multi_channels_select: (use) => drawSelect(use, places(use.context, ["public"])),
  conversations_select: (use) => drawSelect(use, places(use.context, use.element.filter?.include)),
  multi_conversations_select: (use) => drawSelect(use, places(use.context, use.element.filter?.include)),
};

/** from: where its options come from; `option`, one for what the element holds at first. */
function drawSelect(use, from) {
  const { element } = use;
  const isMulti = element.type.startsWith("multi_");
  const kind = element.type.replace(/^multi_/, "").split("_")[0];
  const name = { users: "user", channels: "channel", conversations: "conversation" }[kind] ?? "option";
  const first = use.first(`initial_${name}${isMulti ? "s" : ""}`);
  const chosen = (isMulti ? (first ?? []) : first === null ? [] : [first]).map(from.option);
  const value = (options) => (isMulti ? options.map((option) => option.value) : (options[0]?.value ?? null));
  let told = JSON.stringify(value(chosen));
  const tell = (options) => {
    const now = JSON.stringify(value(options));
    if (now === told) return;
    told = now;
    use.changed(value(options));
  };
  const box = new Combobox({
    label: use.label,
    placeholder: element.placeholder?.text ?? (isMulti ? "Select some" : "Select one"),
    chosen,
    offer: from.offer,
    least: from.least ?? 0,
    isRemote: from.isRemote,
    most: isMulti ? (element.max_selected_items ?? Infinity) : null,
    canBeEmpty: use.isInput && use.block.optional === true,
    onChange: isMulti ? null : tell,
    onClose: isMulti ? tell : null,
  });
  use.holds(() => value(box.chosen));
  box.element.dataset.action = element.action_id;
  return box.element;
}

const option = (given) => ({ key: String(given.value), words: textWords(given.text), note: textWords(given.description), value: given });

const grouped = (given) =>
  given.some((each) => Array.isArray(each.options))
    ? given.map((group) => ({ label: textWords(group.label), options: (group.options ?? []).map(option) }))
    : [{ label: "", options: given.map(option) }];

/** The options whose words hold all that was typed; those that begin with it first. */
function fitting(groups, typed) {
  const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ words, note }) => wanted.every((word) => `${words} ${note ?? ""}`.toLocaleLowerCase().includes(word));
  const begins = ({ words }) => !words.replace(/^[@#]/, "").toLocaleLowerCase().startsWith(wanted[0] ?? "");
  return groups.map(({ label, options }) => ({
    label,
    options: options.filter(fits).sort((one, other) => begins(one) - begins(other)).slice(0, MOST_SHOWN),
  }));
}

function listed(element) {
  const groups = grouped(element.option_groups ?? element.options ?? []);
  return { option, offer: (typed) => fitting(groups, typed) };
}

function lookedUp({ element, blockId, context }) {
  const offer = async (typed) => grouped(await context.onOptions(blockId, element.action_id, typed));
  return { option, offer, least: element.min_query_length ?? 3, isRemote: true };
}

function people(context) {
  const person = (user) => ({ key: user.id, words: user.realName || user.name || user.id, note: user.name, value: user.id });
  const of = (id) => person({ id, ...context.users?.get(id) });
  const all = () => [...(context.users ?? [])].filter(([, user]) => !user.isBot && !user.deleted).map(([id]) => of(id));
  return { option: of, offer: (typed) => fitting([{ label: "", options: all() }], typed) };
}

const KINDS = { channel: "public", private: "private", group: "private", im: "im", mpim: "mpim" };

/** kinds: those of conversations to be offered; all when not given. */
function places(context, kinds) {
  const of = (id) => {
    const place = context.channels?.get(id);
    return { key: id, words: titled(id, place, context), note: "", value: id };
  };
  const isOffered = ([, place]) => !place.archived && (!kinds || kinds.includes(KINDS[place.kind ?? "channel"] ?? "public"));
  const all = () => [...(context.channels ?? [])].filter(isOffered).map(([id]) => of(id));
  return { option: of, offer: (typed) => fitting([{ label: "", options: all() }], typed) };
}

function titled(id, place, context) {
  if (place?.kind !== "im") return place?.name ? `#${place.name}` : id;
  const other = (place.members ?? []).find((member) => member !== context.me) ?? context.me;
  return context.users?.get(other)?.realName ?? other;
}
