// Draws what needs Voilà's scripts (controls, above all) as soon as its cell has run: the
// scripts are loaded while the cells run, and each output waits in the page as data for them.
const equitykitOutputs = (() => {
  const WAITING = "script[type='application/vnd.equitykit.output+json']";
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const LOOK = 30, PATIENCE = 20000;
  const drawings = [];

  // Voilà's script begins with the event "load", which comes after the last cell. What it
  // needs, the name of the kernel, stands above the cells.
  window.addEventListener = function (kind, listener, ...rest) {
    if (kind === "load") queueMicrotask(listener);
    else EventTarget.prototype.addEventListener.call(window, kind, listener, ...rest);
  };

  const pause = (time) => new Promise((done) => setTimeout(done, time));

  const manager = (async () => {
    while (!window.jupyterapp?.widgetManager) await pause(LOOK);
    delete window.addEventListener;
    return window.jupyterapp.widgetManager;
  })();

  // The kernel tells of a widget on the socket, the server of the output on the page: the
  // second may well be sooner.
  async function known(widgets, id) {
    const end = Date.now() + PATIENCE;
    while (!widgets.has_model(id) && Date.now() < end) await pause(LOOK);
  }

  async function drawOne(output, host) {
    const widgets = await manager;
    const kind = widgets.rendermime.preferredMimeType(output.data, "any");
    if (!kind) return;
    if (kind === WIDGET) await known(widgets, output.data[WIDGET].model_id);
    const drawn = widgets.rendermime.createRenderer(kind);
    drawn.addClass("jp-OutputArea-output");
    drawn.constructor.attach(drawn, host);
    await drawn.renderModel(output);
  }

  function draw() {
    for (const waiting of document.querySelectorAll(WAITING)) {
      const host = waiting.parentElement, output = JSON.parse(waiting.textContent);
      waiting.remove();
      drawings.push(drawOne(output, host).catch((problem) => console.error(problem)));
    }
  }

  // all cells have run: the page is ready when everything is drawn, or when that takes too long
  function finish() {
    Promise.race([Promise.all(drawings), pause(PATIENCE)]).then(() => window.voila_finish());
  }

  return { draw, finish };
})();
