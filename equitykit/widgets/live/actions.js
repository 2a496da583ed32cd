// Pressed buttons, sent forms and added lines on their way to the kernel. Each has an id, so
// that sending it again is harmless; what holds typed words outlives the page.
const STALE = 60000;
const MOST_TRIES = 3;
const LINES_AT_ONCE = 200;

class Actions {
  constructor(outbox, { send, changed, done }) {
    Object.assign(this, { outbox, send, changed, done });
    this.waiting = new Map();
  }

  knows(id) {
    return [...this.waiting.values()].some((action) => action.id === id || action.replaces === id);
  }

  // `written`: whether it holds words that somebody typed.
  act(name, values, { control = null, written = false, place = "" } = {}) {
    const action = {
      kind: "action", id: newId(), name, values, written, place, made: Date.now(), tries: 0,
      control: control?.id || null, alone: Boolean(control?.closest?.("dialog[data-alone]")),
    };
    this.waiting.set(action.id, action);
    this.outbox.hold(action.id);
    this.put(action);
    this.go(action);
    return action;
  }

  addLines(name, lines, values, { control, place }) {
    for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
      const some = lines.slice(start, start + LINES_AT_ONCE);
      const added = some.map((text) => ({ id: newId(), text }));
      this.act(name, { ...values, lines: added }, { control, place, written: true });
    }
  }

  put(action) {
    const { sentAt, stored, refused, ...entry } = action;
    action.stored = this.outbox.put(entry);
  }

  go(action) {
    action.sentAt = Date.now();
    action.refused = "";
    this.send({ type: "action", id: action.id, name: action.name, values: action.values });
    this.changed();
  }

  unsaved() { return [...this.waiting.values()]; }

  resend() {
    for (const action of this.waiting.values()) if (!action.refused) this.go(action);
  }

  resendLate() {
    const late = (action) => !action.refused && Date.now() - action.sentAt > PATIENCE;
    if (this.unsaved().some(late)) this.resend();
  }

  answered({ id }) {
    const action = this.waiting.get(id);
    if (!action) return false;
    this.discard(action);
    this.done(action);
    return true;
  }

  refuse({ id, sentence }) {
    const action = this.waiting.get(id);
    if (!action) return false;
    action.refused = sentence;
    // a button can simply be pressed again
    if (!action.written) {
      this.outbox.remove(id);
      this.waiting.delete(id);
    }
    this.changed();
    return action;
  }

  discard(action) {
    this.waiting.delete(action.id);
    this.outbox.remove(action.id);
    if (action.replaces) this.outbox.remove(action.replaces);
    this.changed();
  }

  // What a form said when it was refused gives way to what it says now.
  replace(form) {
    if (!form.id) return;
    for (const action of this.unsaved()) {
      if (action.refused && action.control === form.id) this.discard(action);
    }
  }

  // Of a page that is gone: typed words always, a pressed button only if that was just now.
  adopt(entry) {
    const action = { ...entry, tries: entry.tries + 1, refused: "" };
    if (!action.written && (Date.now() - action.made > STALE || action.tries > MOST_TRIES)) {
      this.outbox.remove(action.id);
      return;
    }
    this.waiting.set(action.id, action);
    this.put(action);
    this.go(action);
  }

  static words(action) {
    return Object.entries(action.values)
      .filter(([name]) => name !== "id")
      .map(([, value]) => (Array.isArray(value) ? value.map(({ text }) => text).join("\n") : value))
      .filter(Boolean).join("\n");
  }
}
