// The texts of the fields on their way to the kernel: one message in flight for each field,
// in order, each under an id that makes sending it again harmless.
const BETWEEN = 100;
const PATIENCE = 4000;

class Drafts {
  // send: gets each message; changed: something is different; stored: all of a text is; kept:
  // a draft is an entry now.
  constructor(outbox, { send, changed, stored, kept }) {
    Object.assign(this, { outbox, send, changed, stored, kept });
    this.queues = new Map();
    this.timers = new Map();
  }

  all() { return [...this.queues.values()].flat(); }
  of(key) { return this.queues.get(key)?.at(-1); }
  knows(id) { return this.all().some((draft) => draft.id === id || draft.replaces === id); }

  // Whether a text is not yet stored. What was left but not stored as left counts, too.
  static waits(draft) { return draft.acked < draft.revision || Boolean(draft.refused); }
  waiting() { return this.all().filter(Drafts.waits); }

  // A key was pressed: first into the outbox, then on its way.
  typed(field, text, base, final) {
    let last = this.of(field);
    if (last?.closed && last.refused) {
      // nobody knows whether it is an entry: the new text goes its own way from the same base
      this.discard(last);
      [base, last] = [last.base, undefined];
    }
    // what is sent as final is an entry, or will be: whatever comes after it is a new one
    const draft = last && !last.closed ? last : this.begin(field, last ? last.base : base, last);
    this.revise(draft, text, final);
  }

  begin(field, base, last) {
    const draft = {
      kind: "field", key: field, field, id: newId(), base, after: last?.id ?? null,
      revision: 0, acked: 0, sent: 0, sentAt: 0, closed: false, refused: "", made: Date.now(),
    };
    this.queue(draft);
    this.outbox.hold(draft.id);
    return draft;
  }

  queue(draft) {
    this.queues.set(draft.key, [...(this.queues.get(draft.key) ?? []), draft]);
  }

  revise(draft, text, final) {
    Object.assign(draft, { text, final, refused: "", revision: draft.revision + 1 });
    this.put(draft);
    this.changed();
    this.pump(draft.key);
  }

  // The field was left: its draft becomes final.
  finish(key) {
    const draft = this.of(key);
    if (draft && !draft.closed && !draft.final) this.revise(draft, draft.text, true);
  }

  again(draft) { this.revise(draft, draft.text, draft.final); }

  put(draft) {
    const { key, sent, sentAt, stored, refused, closed, ...entry } = draft;
    draft.stored = this.outbox.put(entry);
  }

  pump(key, { now = false } = {}) {
    const draft = this.queues.get(key)?.[0];
    if (!draft || draft.refused || draft.sent >= draft.revision) return;
    if (draft.sent > draft.acked && !now) return;
    const wait = draft.sentAt + BETWEEN - Date.now();
    if (wait > 0 && !draft.final && !now) {
      if (!this.timers.has(key)) {
        this.timers.set(key, setTimeout(() => {
          this.timers.delete(key);
          this.pump(key);
        }, wait));
      }
      return;
    }
    draft.sent = draft.revision;
    draft.sentAt = Date.now();
    if (draft.final) draft.closed = true;
    const { field, id, revision, base, text, final } = draft;
    this.send({ type: "field", change: { field, id, revision, base, text, final } });
  }

  // Everything that is ready goes out, without waiting for answers: Python reads in order.
  flush() { for (const key of this.queues.keys()) this.pump(key, { now: true }); }

  // Nobody knows what arrived: whatever has no answer goes out once more, with its id.
  resend() {
    for (const [key, [draft]] of this.queues) {
      if (draft && !draft.refused && draft.acked < draft.revision) {
        draft.sent = draft.acked;
        this.pump(key, { now: true });
      }
    }
  }

  resendLate() {
    const late = (draft) => draft.sent > draft.acked && Date.now() - draft.sentAt > PATIENCE;
    if (this.all().some(late)) this.resend();
  }

  answered({ id, revision, sequence }) {
    const draft = this.all().find((each) => each.id === id);
    if (!draft || !Number.isInteger(revision) || revision > draft.revision) return false;
    draft.acked = Math.max(draft.acked, revision);
    if (draft.acked === draft.revision) {
      this.stored();
      if (draft.final) this.close(draft, sequence);
      else this.put(draft);
    }
    this.changed();
    this.pump(draft.key);
    return true;
  }

  // Stored for good. What was typed meanwhile is based on it.
  close(draft, sequence) {
    const queue = this.queues.get(draft.key);
    queue.splice(queue.indexOf(draft), 1);
    const next = queue[0];
    if (next?.after === draft.id) {
      next.base = sequence ?? next.base;
      this.put(next);
    }
    if (!queue.length) this.queues.delete(draft.key);
    this.outbox.remove(draft.id);
    if (draft.replaces) this.outbox.remove(draft.replaces);
    this.kept(draft, sequence);
  }

  // `known`: Python says that it did not take it; otherwise something broke on the way.
  refuse({ id, revision, sentence, known }) {
    const draft = this.all().find((each) => each.id === id);
    if (!draft) return false;
    const queue = this.queues.get(draft.key);
    const next = queue[queue.indexOf(draft) + 1];
    draft.closed = draft.closed && !known;
    draft.sent = draft.acked;
    if (next?.after === draft.id) {
      // a newer text of the same hand takes its place
      Object.assign(next, { base: draft.base, after: draft.after });
      this.put(next);
      this.discard(draft);
      this.pump(next.key);
    } else if (revision === null || revision >= draft.revision) {
      draft.refused = sentence;
    }
    this.changed();
    this.pump(draft.key);
    return true;
  }

  discard(draft) {
    const queue = this.queues.get(draft.key) ?? [];
    if (queue.includes(draft)) queue.splice(queue.indexOf(draft), 1);
    if (!queue.length) this.queues.delete(draft.key);
    this.outbox.remove(draft.id);
    if (draft.replaces) this.outbox.remove(draft.replaces);
    this.changed();
  }

  // What a tab that is gone had typed. It goes on in its field where nothing else is under way
  // or where it follows on that; else beside it. `here`: somebody is about to go on with it.
  adopt(entry, { here }) {
    const last = this.of(entry.field);
    const key = !last || last.id === entry.after ? entry.field : `${entry.field}\n${entry.id}`;
    const draft = { ...entry, key, sent: entry.acked, sentAt: 0, refused: "", closed: entry.final };
    this.queue(draft);
    if (!draft.final && !(here && key === entry.field)) this.finish(key);
    this.changed();
    this.pump(key);
    return draft;
  }
}
