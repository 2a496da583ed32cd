// Shows what Python has drawn, and tells Python when it comes near: that is drawn first.
const LONGEST = 60000;

// Whoever prints a page in its first seconds gets the whole of it: printing waits until all is
// drawn. The browser's menu cannot wait: its sheet says so, and the whole page is printed after it.
class Printing {
  constructor(unfinished) {
    this.waits = false;
    addEventListener("keydown", (event) => {
      const asked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "p";
      if (!asked || event.shiftKey || !this.busy()) return;
      event.preventDefault();
      event.stopPropagation();
      this.later();
    }, true);
    addEventListener("beforeprint", () => {
      if (this.busy()) document.documentElement.dataset.unfinished = unfinished;
    });
    addEventListener("afterprint", () => {
      if (document.documentElement.dataset.unfinished === undefined) return;
      delete document.documentElement.dataset.unfinished;
      this.later();
    });
  }

  busy() {
    const drawing = document.querySelector(".following-view[aria-busy='true']");
    return document.readyState !== "complete" || drawing !== null;
  }

  async later() {
    if (this.waits) return;
    this.waits = true;
    for (const end = Date.now() + LONGEST; this.busy() && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    this.waits = false;
    if (!this.busy()) print();
  }
}

function render({ model, el }) {
  window.equitykitPrinting ??= new Printing(model.get("unfinished"));
  el.classList.add("following-view");
  const show = () => { el.innerHTML = model.get("value"); };
  const wait = () => { el.setAttribute("aria-busy", String(model.get("busy"))); };
  // said also when this begins: whatever was drawn before this could hear of it comes again
  const eye = new IntersectionObserver((seen) => {
    model.send({ near: seen.at(-1).isIntersecting, busy: model.get("busy") });
  }, { rootMargin: "50% 0px" });
  model.on("change:value", show);
  model.on("change:busy", wait);
  show();
  wait();
  eye.observe(el);
  return () => {
    eye.disconnect();
    model.off("change:value", show);
    model.off("change:busy", wait);
  };
}

export default { render };
