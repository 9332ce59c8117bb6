// The line to the server: what happens comes in, what is done goes out, and it comes back by itself when it was cut.

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4000;
const PATIENCE = 20000;

export class Link extends EventTarget {
  #socket = null;
  #asked = new Map();
  #last = 0;
  #pause = FIRST_PAUSE;

  /** as: id or name of whoever the page is shown as; empty for the usual one. */
  constructor(as) {
    super();
    this.as = as;
    addEventListener("online", () => this.#connect());
  }

  connect() {
    this.#connect();
  }

  #connect() {
    if (this.#socket && this.#socket.readyState < WebSocket.CLOSING) return;
    const address = new URL("/page/live", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.searchParams.set("as", this.as);
    const socket = (this.#socket = new WebSocket(address));
    socket.addEventListener("open", () => (this.#pause = FIRST_PAUSE));
    socket.addEventListener("message", (event) => this.#heard(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.#lost());
  }

  #heard(told) {
    if (told.re === undefined) {
      this.dispatchEvent(new CustomEvent("told", { detail: told }));
      return;
    }
    this.#asked.get(told.re)?.(told);
    this.#asked.delete(told.re);
  }

  #lost() {
    for (const answer of this.#asked.values()) answer({ error: "The line to the playground is cut." });
    this.#asked.clear();
    this.dispatchEvent(new CustomEvent("lost"));
    setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }

  /** Does something; gives the answer, with `error`, a sentence, where it could not be done. */
  ask(what, given = {}) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.resolve({ error: "The line to the playground is cut. It comes back by itself." });
    }
    const n = ++this.#last;
    return new Promise((answer) => {
      const timer = setTimeout(() => this.#heard({ re: n, error: "No answer came." }), PATIENCE);
      this.#asked.set(n, (told) => {
        clearTimeout(timer);
        answer(told);
      });
      this.#socket.send(JSON.stringify({ n, do: what, ...given }));
    });
  }
}
