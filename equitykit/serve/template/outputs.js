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

  const isBroken = (model) => model.get("_view_name") === "ErrorWidgetView";

  // A socket that opens while a cell makes its controls misses the first of them, and whatever
  // holds one of those comes out broken, as does what holds it in turn.
  async function brokenIn(widgets) {
    const known = await Promise.all(Object.entries(widgets._models).map(
      async ([id, coming]) => [id, await coming]));
    const broken = new Map(known.filter(([, model]) => isBroken(model)));
    for (let before = -1; before < broken.size;) {
      before = broken.size;
      const models = new Set(broken.values());
      for (const [id, model] of known)
        if (Object.values(model.attributes).flat().some((value) => models.has(value)))
          broken.set(id, model);
    }
    return [...broken.keys()];
  }

  // The kernel still has all of them: forget what is broken here and ask for its state again.
  async function mend(widgets) {
    for (let turn = 0; turn < 3; turn++) {
      if (!(await brokenIn(widgets)).length) return;
      while (widgets._kernelRestoreInProgress) await pause(LOOK);
      for (const id of await brokenIn(widgets)) {
        delete widgets._models[id];
        widgets.kernel._comms.get(id)?.dispose();
      }
      await widgets.restoreWidgets();
    }
  }

  let mended = Promise.resolve();
  const inOrder = (widgets) => (mended = mended.then(() => mend(widgets)));

  async function drawOne(output, host) {
    const widgets = await manager;
    const kind = widgets.rendermime.preferredMimeType(output.data, "any");
    if (!kind) return;
    if (kind === WIDGET) {
      await known(widgets, output.data[WIDGET].model_id);
      await inOrder(widgets);
    }
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
