// What stands beside a field: that it is not saved yet, or why it was refused. In words and
// named by aria-describedby, so that neither color nor sight is needed.
let markCount = 0;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// An element of ours in the section: Python did not draw it, so morphing leaves it.
function ownElement(name, properties, ...children) {
  const made = element(name, properties, ...children);
  made.dataset.liveOwn = "";
  made.id ||= `live:own:${++markCount}`;
  return made;
}

class Marks {
  constructor(root, phrases) {
    this.root = root;
    this.phrases = phrases;
    this.marks = new Map();
  }

  // Put `text` beside `field`, or take it away. `retry`: what a button for trying again does.
  set(key, field, text, { alarm = false, retry = null } = {}) {
    const old = this.marks.get(key);
    if (old && (!text || old.field !== field || !old.mark.isConnected)) this.clear(key);
    if (!text || !field) return;
    let entry = this.marks.get(key);
    if (!entry) {
      const words = element("span");
      const mark = ownElement("div", { className: "live-mark" }, words);
      entry = { field, mark, words };
      this.marks.set(key, entry);
      this.place(field, mark);
      describe(field, mark.id, true);
    }
    if (entry.words.textContent === text) return;
    entry.mark.classList.toggle("live-refused", alarm);
    if (alarm) entry.mark.setAttribute("role", "alert");
    else entry.mark.removeAttribute("role");
    entry.words.textContent = text;
    entry.mark.querySelector("button")?.remove();
    if (retry) entry.mark.append(this.button("again", retry));
  }

  clear(key) {
    const entry = this.marks.get(key);
    if (!entry) return;
    describe(entry.field, entry.mark.id, false);
    entry.mark.remove();
    this.marks.delete(key);
  }

  place(field, mark) {
    if (field.matches("fieldset")) field.append(mark);
    else (field.closest("label") ?? field).after(mark);
  }

  button(phrase, act) {
    const button = element("button", { type: "button", textContent: this.phrases[phrase] });
    button.addEventListener("click", act);
    return button;
  }

  // Text that has no field on screen: it stands by itself until it is stored or discarded.
  card(key, sentence, text, { retry, discard } = {}) {
    const old = this.marks.get(key);
    const said = [sentence, text].join("\n");
    if (old?.said === said && old.mark.isConnected) return;
    this.clear(key);
    const mark = ownElement("div", { className: "live-mark live-card" },
      element("p", { textContent: sentence }), element("pre", { textContent: text }));
    mark.setAttribute("role", "group");
    mark.setAttribute("aria-label", sentence);
    if (retry) mark.append(this.button("again", retry));
    if (discard) mark.append(this.button("discard", discard));
    this.root.prepend(mark);
    this.marks.set(key, { field: null, mark, said });
  }

  // Take away what no key of these asks for any more.
  keepOnly(keys) {
    for (const key of [...this.marks.keys()]) if (!keys.has(key)) this.clear(key);
  }
}

function describe(field, id, add) {
  if (!field) return;
  const named = new Set((field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean));
  if (add) named.add(id); else named.delete(id);
  if (named.size) field.setAttribute("aria-describedby", [...named].join(" "));
  else field.removeAttribute("aria-describedby");
}
