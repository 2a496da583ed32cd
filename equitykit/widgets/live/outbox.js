// What was typed and is not yet stored by the kernel, in this browser's storage: it outlives
// the page, the kernel and the server. A lock tells whether the tab that wrote it still lives.
const YOUNG = 1000;

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // a page that is not on this machine and not encrypted has no randomUUID
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// the same in one tab across reloads
const thisTab = (() => {
  try {
    return (sessionStorage["equitykit/tab"] ??= newId());
  } catch {
    return newId();
  }
})();

class Outbox {
  // `view`: the page that writes, as it is named in each entry.
  constructor(record, view) {
    this.view = view;
    this.prefix = `equitykit/outbox/${record}/`;
    this.held = new Map();
  }

  // Whether it is written. It is on disk or not before this returns.
  put(entry) {
    try {
      localStorage.setItem(this.prefix + entry.id,
        JSON.stringify({ view: this.view, ...entry, tab: thisTab, time: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  get(id) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + id));
    } catch {
      return null;
    }
  }

  remove(id) {
    try { localStorage.removeItem(this.prefix + id); } catch { /* there was none */ }
    this.held.get(id)?.();
    this.held.delete(id);
  }

  // Everything that is kept for this record, oldest first.
  entries() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => this.get(key.slice(this.prefix.length)))
        .filter((entry) => entry && typeof entry.id === "string")
        .sort((one, other) => one.made - other.made);
    } catch {
      return [];
    }
  }

  // Whether this tab alone may go on with what has this id.
  hold(id) {
    if (this.held.has(id)) return Promise.resolve(true);
    if (!navigator.locks) return Promise.resolve(false);
    return new Promise((answer) => {
      navigator.locks.request(this.prefix + id, { ifAvailable: true }, (lock) => {
        answer(Boolean(lock));
        return lock && new Promise((release) => this.held.set(id, release));
      }).catch(() => answer(false));
    });
  }

  // Take over what a tab that is gone left behind: with its id, or, where nobody can tell
  // whether that tab lives, as a copy with an id of our own.
  async adopt(entry) {
    if (Date.now() - entry.time < YOUNG && entry.tab !== thisTab) return null;
    if (navigator.locks) {
      return (await this.hold(entry.id)) ? this.get(entry.id) : null;
    }
    const copy = { ...entry, id: newId(), replaces: entry.id, revision: 1, acked: 0 };
    if (copy.values) copy.values = { ...copy.values };
    return this.put(copy) ? copy : null;
  }
}
