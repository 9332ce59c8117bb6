// An element where it stands: what it holds at first, who asks for what it holds, who hears that it was used.

/** What an element holds, by its type: the name of the field in actions and in a view's state. */
const FIELDS = {
  static_select: "selected_option",
  external_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  multi_external_select: "selected_options",
  checkboxes: "selected_options",
  users_select: "selected_user",
  channels_select: "selected_channel",
  conversations_select: "selected_conversation",
  multi_users_select: "selected_users",
  multi_channels_select: "selected_channels",
  multi_conversations_select: "selected_conversations",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  rich_text_input: "rich_text_value",
};

/** The forms of the views that are drawn: what their elements hold, by block id, then action id. */
export class Form {
  #readers = new Map();

  /** entered: a view's `state.values`, which goes before what its elements hold at first. */
  constructor(entered = {}) {
    this.entered = entered;
  }

  keep(blockId, actionId, read) {
    if (!this.#readers.has(blockId)) this.#readers.set(blockId, new Map());
    this.#readers.get(blockId).set(actionId, read);
  }

  values() {
    return Object.fromEntries([...this.#readers].map(([block, readers]) => [block, Object.fromEntries([...readers].map(([action, read]) => [action, read()]))]));
  }
}

export class Use {
  /** block: the one the element stands in. */
  constructor(element, block, context) {
    Object.assign(this, { element, block, context });
    this.blockId = block.block_id ?? "";
    this.isInput = block.type === "input";
    this.field = FIELDS[element.type] ?? "value";
  }

  /** What it holds at first. initial: the name of the field that says so. */
  first(initial) {
    const entered = this.context.form?.entered?.[this.blockId]?.[this.element.action_id];
    return (entered ? entered[this.field] : this.element[initial]) ?? null;
  }

  /** Lets a view's form ask what it holds. */
  holds(read) {
    const { type, action_id: action, timezone } = this.element;
    this.context.form?.keep(this.blockId, action, () => ({ type, [this.field]: read(), ...(timezone ? { timezone } : {}) }));
  }

  /** It holds something else now. In an input the app hears of that only where it asked to. */
  changed(value) {
    if (!this.isInput || this.block.dispatch_action) this.act({ [this.field]: value });
  }

  /** Tells the page that it was used; whoever listens asks `element.confirm` first. */
  act(chosen = {}) {
    this.context.onAction?.(this.element, this.blockId, chosen);
  }

  /** What it is called for those who listen. */
  get label() {
    const words = (this.isInput ? this.block.label?.text : "") || this.element.accessibility_label || this.element.placeholder?.text;
    return words || (this.element.action_id ?? "").replaceAll("_", " ") || "Choose";
  }
}
