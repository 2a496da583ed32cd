// A section of the page: shows Python's HTML, listens to what people do in it.
const BEAT = 2000;
const SILENCE = 2500;
const SCAN = 2000;
const ORPHANED = 3000;
const SETTLE = 60;
const PICKED_FOR = 1000;
const CHOSEN_FOR = 400;

class Section {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.record = model.get("record") || location.pathname;
    this.phrases = model.get("phrases");
    this.hub = window.equitykitLive ??= new Hub(this.phrases);
    this.alert = element("p", { className: "live-mark live-refused", hidden: true });
    this.alert.setAttribute("role", "alert");
    this.cards = element("div");
    this.root = element("div", { className: "equitykit-live" });
    el.append(this.alert, this.cards, this.root);
    // what was written in one view is never shown by another, such as the projector's
    const view = new URLSearchParams(location.search).get("view") ?? "";
    this.view = `${location.pathname}?${view}`;
    this.begun = Date.now();
    this.trouble = false;
    this.waitingSince = this.beatAt = this.scannedAt = this.beats = 0;
    this.dirty = new WeakSet();
    this.lines = new Map();
    this.refusals = new Map();
    this.outbox = new Outbox(this.record, this.view);
    this.marks = new Marks(this.cards, this.phrases);
    const changed = () => this.hub.look();
    const send = (message) => this.send(message);
    const stored = () => this.hub.stored();
    const kept = (draft, sequence) => this.kept(draft, sequence);
    this.drafts = new Drafts(this.outbox, { send, changed, stored, kept });
    this.actions = new Actions(this.outbox, { send, changed, done: (action) => this.done(action) });
    this.files = new Files((message, parts) => this.send(message, parts));
    this.hub.join(this);
    this.listen();
    this.show();
    this.start();
  }

  // What is drawn comes into the page a moment later; only there can it have the focus.
  start() {
    if (!this.el.isConnected) { setTimeout(() => this.start(), 10); return; }
    const cell = this.el.closest("[cell-index]")?.getAttribute("cell-index") ?? "";
    this.place = `${this.view}#${cell}`;
    if (!this.restoreFocus()) this.scan();
    this.standAlone();
  }

  // The caret follows the words, which may come from a tab that is gone.
  restoreFocus() {
    this.focused = this.hub.restoreFocus(this);
    if (this.focused) this.scan().then(() => this.focused.place());
    return this.focused;
  }

  listen() {
    const on = (name, act) => this.root.addEventListener(name, (event) => {
      if (!event.target.closest?.("[data-private]")) act(event);
    });
    on("input", (event) => this.input(event.target));
    on("change", (event) => this.change(event.target));
    on("focusout", (event) => this.left(event.target));
    on("keydown", (event) => this.keydown(event));
    on("paste", (event) => this.paste(event));
    on("click", (event) => this.click(event));
    on("submit", (event) => this.submit(event));
    this.root.addEventListener("input", ({ target }) => {
      if (target.closest("[data-private]")) this.hub.private(target);
    });
    this.onHtml = () => this.show();
    this.onTrouble = () => this.say(this.model.get("trouble"));
    this.onMessage = (message) => this.hear(message);
    this.model.on("change:html", this.onHtml);
    this.model.on("change:trouble", this.onTrouble);
    this.model.on("msg:custom", this.onMessage);
    this.onTrouble();
  }

  end() {
    this.flush();
    this.model.off("change:html", this.onHtml);
    this.model.off("change:trouble", this.onTrouble);
    this.model.off("msg:custom", this.onMessage);
    this.hub.sections.delete(this);
  }

  // what is on screen

  field(name) { return this.root.querySelector(`[data-field="${CSS.escape(name)}"]`); }

  show() {
    const top = () => this.root.querySelector("[data-top]")?.dataset.top;
    const before = top();
    const at = this.root.contains(document.activeElement) ? document.activeElement : null;
    const { key } = at?.dataset ?? {};
    morphTo(this.root, this.model.get("html"), (each) => this.isInUse(each));
    if (before !== undefined && before !== top()) this.opens(Boolean(at), key);
    tickClocks(this.root);
    this.standAlone();
    // a busy machine may draw the field after the page has begun
    if (this.place && !this.focused) this.restoreFocus();
    this.hub.blanking?.look();
    this.hub.look();
  }

  // Another page in the place of this one begins at its top. Whoever was at a button that is on
  // both stays there, such as the one for the next step.
  opens(hadFocus, key) {
    const button = key && this.root.querySelector(`button[data-key="${CSS.escape(key)}"]`);
    const heading = this.root.querySelector("[data-top] [tabindex='-1']:is(h1, h2)");
    if (hadFocus) (button || heading)?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // What somebody else fills in on this laptop covers the page: nothing of it can be seen,
  // reached or pressed until the facilitator takes the laptop back.
  standAlone() {
    for (const each of this.root.querySelectorAll("dialog[data-alone]:not(:modal)")) {
      if (!each.isConnected) continue;
      each.oncancel = (event) => event.preventDefault();
      each.close();
      each.showModal();
    }
  }

  settle() { setTimeout(() => this.show(), SETTLE); }

  say(sentence) {
    if (this.alert.textContent !== sentence) this.alert.textContent = sentence;
    this.alert.hidden = !sentence;
  }

  isInUse(each) {
    const active = document.activeElement;
    if (each.dataset?.field !== undefined) {
      if (each.contains(active)) return true;
      if (each.dataset.list !== undefined) return each.value !== "";
      return Boolean(this.drafts.of(each.dataset.field));
    }
    if (!each.matches?.("input, textarea, select")) return false;
    // choosing one radio button has changed the others, too
    const same = each.type === "radio" ? `input[name="${CSS.escape(each.name)}"]` : null;
    const group = same && each.form ? [...each.form.querySelectorAll(same)] : [each];
    return group.some((one) => this.dirty.has(one)) || (each === active && Boolean(each.closest("form[data-action]:not([data-at-once])")));
  }

  // what people do

  input(target) {
    this.hub.typedAt = Date.now();
    const field = target.closest("[data-field]");
    if (!field) { this.dirty.add(target); return; }
    if (field.dataset.list !== undefined) this.line(field);
    else if (!isChoice(field)) this.typed(field, false);
    if (isPicked(field)) {
      clearTimeout(this.picked);
      this.picked = setTimeout(() => this.drafts.finish(field.dataset.field), PICKED_FOR);
    }
  }

  change(target) {
    const form = target.closest("form[data-at-once]");
    if (form) { this.chosen(form); return; }
    const field = target.closest("[data-field]");
    if (!field || field.dataset.list !== undefined) return;
    if (isChoice(field)) this.typed(field, true);
    else if (!isPicked(field)) this.drafts.finish(field.dataset.field);
  }

  // A form that has no button: what is chosen in it is sent a moment later, as somebody who goes
  // through a list by keyboard passes others on the way.
  chosen(form) {
    clearTimeout(this.choosing?.timer);
    this.choosing = { form, timer: setTimeout(() => this.sendChosen(), CHOSEN_FOR) };
  }

  sendChosen() {
    const form = this.choosing?.form;
    clearTimeout(this.choosing?.timer);
    this.choosing = null;
    if (form?.isConnected) form.requestSubmit();
  }

  typed(field, final) {
    this.hub.typedAt = Date.now();
    const base = Number.parseInt(field.dataset.base, 10) || 0;
    this.drafts.typed(field.dataset.field, readValue(field), base, final);
  }

  left(target) {
    const field = target.closest("[data-field]");
    if (field && field.dataset.list === undefined) this.drafts.finish(field.dataset.field);
    this.settle();
  }

  // A line of a list that is not added yet: kept in this browser until it is.
  line(field) {
    const name = field.dataset.field;
    const old = this.lines.get(name);
    if (!field.value) {
      if (old) this.outbox.remove(old.id);
      this.lines.delete(name);
    } else {
      const entry = old ?? { kind: "line", id: newId(), field: name, made: Date.now() };
      if (!old) this.outbox.hold(entry.id);
      entry.text = field.value;
      entry.stored = this.outbox.put(entry);
      this.lines.set(name, entry);
    }
    this.hub.look();
  }

  hasLine() { return this.lines.size > 0; }

  addLines(field, lines) {
    if (!lines.length) return;
    this.flush();
    // the lines are in the outbox before they leave the field
    this.actions.addLines(field.dataset.action, lines, valuesOf(field), { control: field, place: this.place });
    field.value = "";
    this.line(field);
  }

  keydown(event) {
    const { target } = event;
    const field = target.closest("[data-field]");
    if (!field || event.isComposing || event.keyCode === 229) return;
    const list = field.dataset.list !== undefined;
    if (event.key === "Enter" && list && !event.shiftKey) {
      event.preventDefault();
      this.addLines(field, linesOf(field.value));
    } else if (event.key === "Enter" && (isLine(target) || event.ctrlKey || event.metaKey)) {
      this.drafts.finish(field.dataset.field);
    } else if (list && !field.value && event.key.toLowerCase() === "z" && !event.shiftKey
      && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.act("undo", valuesOf(field), field);
    }
  }

  paste(event) {
    const field = event.target.closest("[data-field][data-list]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || !/[\r\n]/.test(text.trim())) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = field;
    const whole = value.slice(0, selectionStart) + text + value.slice(selectionEnd);
    this.hub.typedAt = Date.now();
    this.addLines(field, linesOf(whole));
  }

  click(event) {
    const button = event.target.closest("[data-action]");
    if (!button || button.matches("form, input, textarea") || button.disabled) return;
    event.preventDefault();
    // what was chosen from a menu closes it; the focus stays at what opens it again
    const menu = button.closest("details.menu");
    const within = menu?.contains(document.activeElement);
    menu?.removeAttribute("open");
    if (within) menu.querySelector("summary").focus();
    const action = this.act(button.dataset.action, valuesOf(button), button);
    if (button.dataset.blankNow !== undefined) this.hub.blanking.press(action);
  }

  submit(event) {
    const form = event.target.closest("form[data-action]");
    if (!form) return;
    event.preventDefault();
    const values = formValues(form, event.submitter);
    const chosen = Files.chosenIn(form);
    if (chosen) {
      this.files.send(chosen.file, form, (id) =>
        this.act(form.dataset.action, { ...values, [chosen.name]: id }, form));
      return;
    }
    this.actions.replace(form);
    const written = form.dataset.atOnce === undefined && Object.values(values).some(Boolean);
    this.act(form.dataset.action, values, form, written);
  }

  // What is typed or chosen goes first: an action may be about it.
  act(name, values, control, written = false) {
    this.sendChosen();
    this.refusals.clear();
    this.drafts.flush();
    return this.actions.act(name, values, { control, written, place: this.place });
  }

  woke() {
    const asks = this.root.querySelector("[data-blank-on-wake]");
    if (asks && !this.hub.blanking.isBlanked()) {
      this.hub.blanking.press(this.act("blank", valuesOf(asks), null));
    }
  }

  // the way to the kernel and back

  send(message, buffers) {
    this.waitingSince ||= Date.now();
    try {
      this.model.send(message, undefined, buffers);
    } catch {
      // the connection is gone for good; the outbox has what counts
    }
  }

  hear(message) {
    this.waitingSince = 0;
    if (this.trouble) {
      this.trouble = false;
      this.drafts.resend();
      this.actions.resend();
    }
    if (message.type === "kept") this.drafts.answered(message);
    else if (message.type === "done") this.actions.answered(message);
    else if (message.type === "part") this.files.answered(message);
    else if (message.type === "refused") this.refused(message);
    this.hub.look();
  }

  refused(message) {
    if (this.drafts.refuse(message)) return;
    const action = this.actions.refuse(message) || this.files.refuse(message);
    if (!action) this.say(message.sentence);
    else if (!action.written) this.refusals.set(action.control, message.sentence);
  }

  kept(draft, sequence) {
    const field = this.field(draft.field);
    if (field && Number.isInteger(sequence)) field.dataset.base = sequence;
    this.settle();
  }

  done(action) {
    if (action.written) this.hub.stored();
    this.hub.blanking.done(action);
    if (action.alone) this.letGo();
    const control = action.control && document.getElementById(action.control);
    // what is being chosen right now stays until it is sent, too
    if (control?.matches("form") && control !== this.choosing?.form) {
      for (const each of control.elements) this.dirty.delete(each);
      if (control.dataset.atOnce === undefined) control.reset();
    }
    this.settle();
  }

  // What somebody typed on a passed laptop and did not hand in keeps no form on the screen.
  letGo() {
    for (const each of this.root.querySelectorAll("dialog[data-alone] :is(input, textarea, select)")) {
      this.dirty.delete(each);
      if (each === document.activeElement) each.blur();
    }
  }

  flush() { this.drafts.flush(); }
  finishAll() { for (const key of [...this.drafts.queues.keys()]) this.drafts.finish(key); }
  unsaved() {
    return [...this.drafts.waiting(), ...this.actions.unsaved().filter((each) => each.written)];
  }

  // The server answers but the socket sleeps: its own pauses grow to a minute, and then end.
  wake() {
    const kernel = this.model.widget_manager?.kernel;
    if (!this.trouble || !kernel?.reconnect || kernel.connectionStatus === "connected") return;
    kernel.reconnect().catch(() => {});
  }

  tick(now, gap) {
    // after a pause of the page itself, silence says nothing yet
    if (gap > 4 * TICK && this.waitingSince) this.waitingSince = now;
    if (this.waitingSince && now - this.waitingSince > SILENCE) this.trouble = true;
    if (now - this.beatAt >= BEAT) {
      this.beatAt = now;
      this.send({ type: "ping", count: this.beats++ });
    }
    if (!this.trouble) {
      this.drafts.resendLate();
      this.actions.resendLate();
    }
    if (this.place && now - this.scannedAt >= SCAN) this.scan();
  }

  // what tabs that are gone left behind

  async scan() {
    this.scannedAt = Date.now();
    for (const entry of this.outbox.entries()) {
      if (this.knows(entry) || !this.isOurs(entry)) continue;
      const taken = await this.outbox.adopt(entry);
      if (taken && !this.knows(taken)) this.adopt(taken);
    }
  }

  knows(entry) {
    const line = [...this.lines.values()].some((each) => each.id === entry.id);
    return line || this.drafts.knows(entry.id) || this.actions.knows(entry.id);
  }

  // A field that no section shows any more is sent by the first one of the same view.
  isOurs(entry) {
    const late = Date.now() - this.begun > ORPHANED && this.hub.first() === this
      && entry.view === this.view;
    if (entry.kind === "action") return entry.place === this.place || late;
    const shown = this.field(entry.field);
    if (entry.kind === "line") return Boolean(shown) && shown.value === "";
    return Boolean(shown) || (late && !this.hub.hasField(entry.field));
  }

  adopt(entry) {
    if (entry.kind === "action") { this.actions.adopt(entry); return; }
    const field = this.field(entry.field);
    if (entry.kind === "line") {
      this.lines.set(entry.field, entry);
      field.value = entry.text;
      return;
    }
    const here = this.focused?.name === entry.field && document.activeElement === field;
    const draft = this.drafts.adopt(entry, { here });
    if (field && draft.key === entry.field) writeValue(field, entry.text);
  }

  // what stands beside the fields

  // The form that was refused, as long as it holds what was typed.
  formOf(action) {
    const form = action.control && document.getElementById(action.control);
    if (!form?.matches("form") || !this.root.contains(form)) return null;
    if ([...form.elements].some((each) => this.dirty.has(each))) return form;
    const now = formValues(form);
    return Object.entries(now).every(([name, text]) => action.values[name] === text) ? form : null;
  }

  showMarks(pageTrouble) {
    const trouble = pageTrouble || this.trouble;
    const keys = new Set();
    const mark = (key, field, ...rest) => { keys.add(key); this.marks.set(key, field, ...rest); };
    for (const draft of this.drafts.waiting()) {
      const field = draft.key === draft.field ? this.field(draft.field) : null;
      if (!field) {
        keys.add(draft.key);
        const sentence = draft.refused || this.phrases.field_elsewhere;
        const discard = draft.refused ? () => this.drafts.discard(draft) : null;
        const retry = draft.refused ? () => this.drafts.again(draft) : null;
        this.marks.card(draft.key, sentence, draft.text, { retry, discard });
      } else if (draft.refused) {
        mark(draft.key, field, draft.refused, { alarm: true, retry: () => this.drafts.again(draft) });
      } else if (trouble) {
        mark(draft.key, field, this.phrases.field_not_saved);
      }
    }
    for (const action of this.actions.unsaved().filter((each) => each.written)) {
      if (!action.refused && !trouble) continue;
      const form = action.refused ? this.formOf(action) : null;
      if (form) {
        mark(action.id, form.querySelector("button:not([type=button])"), action.refused, { alarm: true });
        continue;
      }
      if (action.alone) {
        // somebody's slip: its words are for no other eyes, and nobody is here to correct it
        if (action.refused) this.actions.discard(action);
        continue;
      }
      keys.add(action.id);
      const sentence = action.refused || this.phrases.field_waiting;
      const discard = action.refused ? () => this.actions.discard(action) : null;
      const retry = action.refused ? () => this.actions.go(action) : null;
      this.marks.card(action.id, sentence, Actions.words(action), { retry, discard });
    }
    for (const [control, sentence] of this.refusals) {
      const beside = control && document.getElementById(control);
      if (beside) mark(`act:${control}`, beside, sentence, { alarm: true });
      else this.say(sentence);
    }
    for (const [name] of this.lines) {
      const field = this.field(name);
      if (field && field !== document.activeElement) mark(`line:${name}`, field, this.phrases.line);
    }
    this.marks.keepOnly(keys);
  }
}

export default {
  render({ model, el }) {
    const section = new Section(model, el);
    return () => section.end();
  },
};
