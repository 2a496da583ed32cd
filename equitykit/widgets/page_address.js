// Keeps what the page shows in the page's address: a refresh or a shared link shows it again.
// Nothing is loaded and nothing moves: neither the focus nor the place in the page.
function named(query, address) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.href;
}

function initialize({ model }) {
  const write = () => {
    const query = model.get("query");
    if (!Object.keys(query).length) return;
    history.replaceState(history.state, "", named(query, location.href));
    // the same page in the other language
    for (const link of document.querySelectorAll(".ways a")) {
      if (link.pathname === location.pathname) link.href = named(query, link.href);
    }
  };
  model.on("change:query", write);
  // back from a section: an address of before the last choice
  addEventListener("popstate", write);
  write();
  return () => removeEventListener("popstate", write);
}

function render({ el }) { el.style.display = "none"; }

export default { initialize, render };
