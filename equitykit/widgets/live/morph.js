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

function morphTo(root, html, isProtected) {
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
}
