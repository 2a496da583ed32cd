// Brings what is on screen to what Python has drawn, and leaves alone what a person is at:
// the field in use, text that is not stored yet, what is marked to be kept, open details.
const OWN = "[data-live-own]";
const ALONE = "[data-keep], [data-private]";

// Names by which old and new fields and buttons find each other, whatever moves around them.
function giveIds(root) {
  const seen = new Map();
  for (const each of root.querySelectorAll("[data-field], [data-action]")) {
    if (each.id && !each.id.startsWith("live:")) continue;
    const values = Object.values(valuesOf(each)).join(":");
    const name = each.dataset.field
      ? `live:field:${each.dataset.field}`
      : `live:act:${each.dataset.action}:${values}`;
    seen.set(name, [...(seen.get(name) ?? []), each]);
  }
  for (const [name, all] of seen) {
    if (all.length === 1) all[0].id = name;
    else all.forEach((each) => each.removeAttribute("id"));
  }
}

const onScreen = (each) => {
  const { top, bottom } = each.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

// What is drawn anew may take the button away that has the focus, such as one that has become
// its opposite: then the focus goes to what has come in its place. Returns what to do after.
function holdFocus(root) {
  const at = document.activeElement;
  if (!at || at === root || !root.contains(at)) return () => {};
  const stops = (each) => [...each.querySelectorAll("button, summary, a[href]")].filter(
    (stop) => stop === at || (!stop.disabled && stop.checkVisibility()));
  const around = [];
  for (let each = at.parentElement; each && root.contains(each); each = each.parentElement) {
    around.push([each, stops(each).indexOf(at)]);
  }
  const { key } = at.dataset;
  const wasOnScreen = onScreen(at);
  return () => {
    if (document.activeElement === at) {
      if (wasOnScreen && !onScreen(at)) at.scrollIntoView({ block: "nearest" });
      return;
    }
    if (document.activeElement !== document.body) return;
    for (const [each, place] of around.filter(([each]) => each.isConnected)) {
      const there = stops(each);
      const next = there.find((stop) => key && stop.dataset.key === key)
        ?? there[Math.min(Math.max(place, 0), there.length - 1)];
      if (next) { next.focus({ preventScroll: onScreen(next) }); return; }
    }
  };
}

function morphTo(root, html, isProtected) {
  const letGo = holdFocus(root);
  const template = document.createElement("template");
  template.innerHTML = html;
  giveIds(template.content);
  const inside = (node) => [...node.querySelectorAll("[data-field], input, textarea, select")];
  Idiomorph.morph(root, template.content, {
    morphStyle: "innerHTML",
    callbacks: {
      beforeNodeMorphed(old) {
        return old.nodeType !== 1 || !(old.matches(ALONE) || isProtected(old));
      },
      beforeNodeRemoved(node) {
        if (node.nodeType !== 1) return true;
        return !(node.matches(OWN) || isProtected(node) || inside(node).some(isProtected));
      },
      beforeAttributeUpdated(name, element) {
        return !(name === "open" && element.matches("details, dialog"));
      },
    },
  });
  letGo();
}
