// One for the whole page, whatever number of sections it has: what the status region says,
// keys, covering, clocks, sleep, and loading the page again when its kernel is gone.
const TICK = 250;
const SLEPT = 10000;
const SETTLED = 2000;
const SAID = 8000;
const PAUSE = 1500;
const WAKE = 3000;
const MOST_RELOADS = 3;
const RELOADS_WITHIN = 60000;
const RANKS = { reloading: 6, unsafe: 5, not_saved: 5, refused: 4, lost: 4, saving: 2, line: 2, saved: 2 };

class Hub {
  constructor(phrases) {
    this.phrases = phrases;
    this.sections = new Set();
    this.state = "";
    this.typedAt = this.changedAt = this.storedAt = this.wokenAt = 0;
    this.pageTrouble = this.ended = this.gaveUp = this.reloading = false;
    this.tickedAt = Date.now();
    this.ahead = Date.now() - performance.now();
    this.wasHidden = document.hidden;
    this.page = window.equitykit?.tell ? window.equitykit : null;
    this.page?.onPulse((answer) => this.pulse(answer));
    setInterval(() => this.tick(), TICK);
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("visibilitychange", () => {
      this.wasHidden = true;
      if (document.hidden) for (const section of this.sections) section.flush();
    });
    addEventListener("pagehide", () => this.leave());
    addEventListener("beforeunload", (event) => {
      if (!this.reloading && this.waiting().some((each) => !each.stored)) event.preventDefault();
    });
  }

  join(section) {
    this.sections.add(section);
    this.blanking ??= new Blanking(section.record, this.phrases, {
      answering: () => ![...this.sections].some((each) => each.trouble),
      isBlanked: () => this.roots().some((root) => root.querySelector(BLANKED)),
    });
    if (!this.page) this.region ??= this.ownRegion(section);
  }

  ownRegion(section) {
    const region = element("p", { className: "live-status" });
    region.setAttribute("role", "status");
    section.el.append(region);
    return region;
  }

  roots() { return [...this.sections].map((section) => section.root); }
  first() { return this.sections.values().next().value; }
  waiting() { return [...this.sections].flatMap((section) => section.unsaved()); }
  hasField(name) { return [...this.sections].some((section) => section.field(name)); }

  key(event) {
    // elsewhere than in our own page, keys outside of the section are not ours
    const roots = this.page ? this.roots() : this.roots().filter((root) => root.contains(event.target));
    const alone = document.querySelector("dialog[data-alone]");
    pressKey(event, alone ? [alone] : roots);
  }

  tick() {
    const now = Date.now();
    const gap = now - this.tickedAt;
    // the clock of the page stands still while a machine sleeps, on most systems
    const jumped = now - performance.now() - this.ahead;
    const slept = jumped > SLEPT || (gap > SLEPT && !this.wasHidden);
    this.tickedAt = now;
    this.ahead = now - performance.now();
    this.wasHidden = document.hidden;
    for (const section of this.sections) {
      if (section.place && !section.el.isConnected) { this.sections.delete(section); continue; }
      if (slept) section.woke();
      section.tick(now, gap);
      section.standAlone();
      tickClocks(section.root);
    }
    this.blanking?.look();
    this.look();
    if (this.ended && !this.gaveUp && !this.reloading && now - this.typedAt > PAUSE) this.reload();
  }

  pulse(answer) {
    this.pageTrouble = ["refused", "silent"].includes(answer);
    if (answer === "ended") this.ended = true;
    if (answer === "alive" && Date.now() - this.wokenAt > WAKE) {
      this.wokenAt = Date.now();
      this.first()?.wake();
    }
    this.look();
  }

  // Which of the words of the status region is true now.
  now() {
    const waiting = this.waiting();
    const trouble = this.ended || this.pageTrouble || [...this.sections].some((each) => each.trouble);
    if (this.reloading) return "reloading";
    if (waiting.length && trouble) return waiting.some((each) => !each.stored) ? "unsafe" : "not_saved";
    if (waiting.some((each) => each.refused)) return "refused";
    if (waiting.length) return "saving";
    if (trouble) return this.gaveUp ? "" : "lost";
    if ([...this.sections].some((section) => section.hasLine())) return "line";
    return Date.now() - this.storedAt < SAID ? "saved" : "";
  }

  // Somebody writes where nothing is read: what stands there would not outlive a new page.
  private(field) {
    this.typedAt = Date.now();
    this.secret = field;
  }

  stored() { this.storedAt = Date.now(); }

  look() {
    const state = this.now();
    if (state !== this.state) {
      // a screen reader hears "Saving" and "Saved" once for a spell of typing
      const quiet = this.spell && ["saving", "saved"].includes(state);
      this.spell = ["saving", "saved"].includes(state);
      this.state = state;
      this.changedAt = Date.now();
      this.say(state, quiet);
    } else if (state === "saved" && this.spell && Date.now() - this.changedAt > SETTLED) {
      this.spell = false;
      this.say(state, false);
    }
    for (const section of this.sections) section.showMarks(this.ended || this.pageTrouble);
  }

  say(state, quiet) {
    const text = this.phrases[state] ?? "";
    if (this.page) {
      this.page.tell("live", text, { rank: RANKS[state] ?? 0, moment: `live-${state}`, quiet });
      return;
    }
    if (!this.region) return;
    this.region.setAttribute("aria-live", quiet ? "off" : "polite");
    this.region.dataset.moment = `live-${state}`;
    this.region.replaceChildren(text);
  }

  leave() {
    for (const section of this.sections) {
      if (!this.reloading) section.finishAll();
      section.flush();
    }
    this.keepFocus();
  }

  // The kernel is gone and the server lives: a new page has a new kernel, and the outbox.
  reload() {
    const onlyHere = this.waiting().some((each) => !each.stored) || this.secret?.isConnected;
    if (!this.page || onlyHere) { this.gaveUp = true; return; }
    try {
      const before = JSON.parse(sessionStorage["equitykit/reloads"] ?? "[]")
        .filter((time) => Date.now() - time < RELOADS_WITHIN);
      if (before.length >= MOST_RELOADS) { this.gaveUp = true; return; }
      sessionStorage["equitykit/reloads"] = JSON.stringify([...before, Date.now()]);
    } catch {
      this.gaveUp = true;
      return;
    }
    this.reloading = true;
    this.look();
    this.keepFocus();
    location.reload();
  }

  keepFocus() {
    const field = document.activeElement?.closest?.("[data-field]");
    if (!field || !this.roots().some((root) => root.contains(field))) return;
    let caret = [];
    try { caret = [field.selectionStart, field.selectionEnd]; } catch { /* it has none */ }
    try {
      sessionStorage["equitykit/focus"] = JSON.stringify({
        field: field.dataset.field, caret, scroll: [scrollX, scrollY], at: Date.now(),
        value: document.activeElement.value });
    } catch { /* then the page begins at its top */ }
  }

  // Back into the field that was in use when the page was loaded again. Its name, or nothing.
  restoreFocus(section) {
    let kept = null;
    try { kept = JSON.parse(sessionStorage["equitykit/focus"] ?? "null"); } catch { /* none */ }
    const field = kept && Date.now() - kept.at < RELOADS_WITHIN && section.field(kept.field);
    if (!field) return null;
    delete sessionStorage["equitykit/focus"];
    if (document.activeElement && document.activeElement !== document.body) return null;
    const inner = field.matches("fieldset")
      ? [...field.querySelectorAll("input")].find((each) => each.value === kept.value) : field;
    inner?.focus({ preventScroll: true });
    scrollTo(...kept.scroll);
    return { name: kept.field, place: () => {
      try { if (kept.caret[0] !== null) field.setSelectionRange(...kept.caret); } catch { /* none */ }
    } };
  }
}
