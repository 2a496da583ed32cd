// Shows what Python has drawn, and tells Python when it comes near: that is drawn first.
function render({ model, el }) {
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
