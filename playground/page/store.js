// What this person sees of the workspace, kept up to date by what the server tells. Views listen to the name of what changed.

const MOST_TRAFFIC = 300;
const TYPING_SHOWN = 5000;

/** The first message of the thread a message is in, or would start. */
export const threadOf = (message) => message.thread_ts ?? message.ts;

export const isReply = (message) => threadOf(message) !== message.ts;

export class Store extends EventTarget {
  me = "";
  team = {};
  app = { commands: [], shortcuts: [] };
  tries = [];
  stories = [];
  story = null;
  users = new Map();
  channels = new Map();
  earlier = new Set();
  statuses = new Map();
  prompts = new Map();
  typing = new Map();
  unread = new Map();
  traffic = [];
  modal = null;
  home = null;
  faults = [];
  connections = 0;
  #messages = new Map();

  /** Takes in what the server tells. */
  take(told) {
    const at = `_${told.t}`;
    if (typeof this[at] === "function") this[at](told);
  }

  changed(what, detail = {}) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  on(what, listener) {
    for (const each of what.split(" ")) this.addEventListener(each, (event) => listener(event.detail));
  }

  _hello(told) {
    Object.assign(this, { me: told.me, team: told.team, app: told.app, tries: told.tries ?? [], stories: told.stories ?? [], story: null });
    Object.assign(this, { modal: told.modal, home: told.home, faults: told.faults, connections: told.connections });
    this.users = new Map(told.users.map((user) => [user.id, person(user)]));
    this.channels = new Map(told.channels.map((channel) => [channel.id, channel]));
    this.earlier = new Set(told.earlier);
    this.statuses = new Map(told.statuses.map((each) => [`${each.channel}/${each.thread_ts}`, each.status]));
    this.prompts = new Map(told.prompts.map((each) => [each.channel, each.prompts]));
    this.#messages = new Map();
    for (const message of told.messages) this.#keep(message);
    this.changed("hello");
  }

  _message({ message }) {
    const known = this.#of(message.channel).has(message.ts);
    this.#keep(message);
    if (!known && message.user !== this.me) this.#count(message);
    for (const key of [...this.typing.keys()]) if (key.startsWith(`${message.channel}/`) && key.endsWith(`/${message.user}`)) this.typing.delete(key);
    this.changed("message", { message, isNew: !known });
  }

  _deleted({ channel, ts }) {
    const message = this.message(channel, ts);
    this.#of(channel).delete(ts);
    if (message) this.changed("message", { message, isNew: false });
  }

  _channel({ channel }) {
    this.channels.set(channel.id, channel);
    this.changed("channels");
  }

  _user({ user }) {
    this.users.set(user.id, person(user));
    this.changed("users");
  }

  _modal({ view }) {
    this.modal = view;
    this.changed("modal");
  }

  _home({ view }) {
    this.home = view;
    this.changed("home");
  }

  _status({ channel, thread_ts: thread, status }) {
    if (status) this.statuses.set(`${channel}/${thread}`, status);
    else this.statuses.delete(`${channel}/${thread}`);
    this.changed("status");
  }

  _prompts({ channel, prompts }) {
    this.prompts.set(channel, prompts);
    this.changed("prompts");
  }

  _typing({ user, channel, thread_ts: thread }) {
    const key = `${channel}/${thread ?? ""}/${user}`;
    clearTimeout(this.typing.get(key));
    const over = () => {
      this.typing.delete(key);
      this.changed("status");
    };
    this.typing.set(key, setTimeout(over, TYPING_SHOWN));
    this.changed("status");
  }

  _story(told) {
    this.story = told;
    this.changed("story", told);
  }

  _connections({ open }) {
    this.connections = open;
    this.changed("connections");
  }

  _faults({ faults }) {
    this.faults = faults;
    this.changed("faults");
  }

  _traffic(entry) {
    this.traffic.push(entry);
    if (this.traffic.length > MOST_TRAFFIC) this.traffic.shift();
    this.changed("traffic", { entry });
  }

  #of(channel) {
    if (!this.#messages.has(channel)) this.#messages.set(channel, new Map());
    return this.#messages.get(channel);
  }

  #keep(message) {
    const kept = this.#of(message.channel);
    const isOrdered = kept.has(message.ts) || message.ts > ([...kept.keys()].at(-1) ?? "");
    kept.set(message.ts, message);
    if (!isOrdered) this.#messages.set(message.channel, new Map([...kept].sort(([one], [other]) => (one < other ? -1 : 1))));
  }

  #count(message) {
    const known = this.unread.get(message.channel) ?? { messages: 0, pings: 0 };
    const direct = this.channels.get(message.channel)?.kind === "im";
    const isPing = message.pinged || message.visible_to || direct ? 1 : 0;
    this.unread.set(message.channel, { messages: known.messages + 1, pings: known.pings + isPing });
    this.changed("unread");
  }

  /** Marks a conversation as read. */
  read(channel) {
    if (this.unread.delete(channel)) this.changed("unread");
  }

  addEarlier(channel, messages) {
    this.earlier.delete(channel);
    for (const message of messages) this.#keep(message);
    this.changed("message", { message: { channel, ts: "" }, isNew: false });
  }

  message(channel, ts) {
    return this.#of(channel).get(ts);
  }

  /** What is shown in a channel itself: no replies, but what only this person sees there. */
  firsts(channel) {
    return [...this.#of(channel).values()].filter((message) => !isReply(message));
  }

  /** A thread: its first message and its replies. A reply that only this person sees needs a thread that is under way. */
  thread(channel, thread) {
    const all = [...this.#of(channel).values()].filter((message) => threadOf(message) === thread);
    return all.some((message) => isReply(message) && !message.visible_to) ? all : all.filter((message) => !isReply(message));
  }

  /** All threads of a channel, as replies by the timestamp of the first message. */
  replies(channel) {
    const found = new Map();
    for (const message of this.#of(channel).values()) {
      if (!isReply(message) || message.visible_to) continue;
      if (!found.has(message.thread_ts)) found.set(message.thread_ts, []);
      found.get(message.thread_ts).push(message);
    }
    return found;
  }

  user(id) {
    return this.users.get(id) ?? person({ id, name: id, real_name: id === "USLACKBOT" ? "Slackbot" : id, tz: "Etc/UTC" });
  }

  /** The other one of a direct message; the person themselves in a conversation with nobody else. */
  partner(channel) {
    return channel.members.find((member) => member !== this.me) ?? this.me;
  }

  /** What a conversation is called. */
  title(channel) {
    return channel.kind === "im" ? this.user(this.partner(channel)).realName : channel.name;
  }

  get zone() {
    return this.user(this.me).tz;
  }

  get isConnected() {
    return this.connections > 0;
  }
}

function person(user) {
  return {
    ...user,
    realName: user.real_name,
    isBot: Boolean(user.is_bot),
    isExternal: Boolean(user.is_external),
    isGuest: Boolean(user.is_guest),
    isApp: Boolean(user.is_app),
    color: user.color || colorOf(user.id),
  };
}

/** A colour of one's own, always the same. */
function colorOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return `oklch(0.5 0.11 ${sum})`;
}
