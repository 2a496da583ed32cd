// What the page says about itself, in one polite status region: being prepared, ready,
// connection lost, back, ended. The words come with the page, in its language.
const equitykit = window.equitykit = (() => {
  const moments = JSON.parse(document.getElementById("equitykit-moments").textContent);
  const status = document.getElementById("equitykit-status");
  const reload = document.getElementById("equitykit-reload");
  const BEAT = 2000, PATIENCE = 2500, QUIET = 3000, DRAWING = 20000;
  const TROUBLES = ["lost", "ended", "problem"], TROUBLE_RANK = 3;
  let patience, pulse, leave, spoken = 0, silences = 0, trouble = false;
  const told = new Map(), listeners = [];

  reload.addEventListener("click", () => location.reload());

  // One region, several that have something to say: what ranks highest is shown. `quiet`:
  // readable, but not read out.
  function tell(source, text, { rank = 1, moment = source, quiet = false } = {}) {
    if (text) told.set(source, { text, rank, moment, quiet });
    else told.delete(source);
    const [first] = [...told.values()].sort((one, other) => other.rank - one.rank);
    status.setAttribute("aria-live", first?.quiet ? "off" : "polite");
    const shown = first?.text ?? "";
    // written anew, so that it is read out also where the words were there quietly before
    if (status.textContent !== shown || (first === told.get(source) && !quiet)) {
      status.textContent = shown;
    }
    status.dataset.moment = first?.moment ?? "";
  }

  function say(moment, values = {}) {
    const text = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(name, value), moments[moment]);
    tell("page", text, { rank: TROUBLES.includes(moment) ? TROUBLE_RANK : 1, moment });
    reload.hidden = !TROUBLES.includes(moment);
    spoken = Date.now();
  }

  function hush(moment) {
    setTimeout(() => { if (told.get("page")?.moment === moment) tell("page", ""); }, 5000);
  }

  // a screen reader hears the progress now and then, not each part
  function running(done, all) {
    if (Date.now() - spoken > QUIET) say("running", { DONE: done, ALL: all });
  }

  // Voilà's script takes each waiting output away and puts what it draws in its place.
  function drawn() {
    return !document.querySelector("script[type='application/vnd.voila.cell-output+json']")
      && [...document.querySelectorAll(".jp-OutputArea-output")].every(each => each.firstElementChild);
  }

  function finish() {
    if (!drawn() && Date.now() < patience) { setTimeout(finish, 100); return; }
    document.getElementById("main").removeAttribute("aria-busy");
    if (trouble) return;
    say("ready");
    hush("ready");
  }

  // Whether the server answers, and whether it still has the kernel this page was made with.
  async function beat() {
    let answer = "refused";
    try {
      const reply = await fetch(pulse, {
        cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      answer = { 202: "problem", 204: "alive" }[reply.status] || "ended";
    } catch (problem) {
      if (problem.name === "TimeoutError") answer = "silent";
    }
    silences = answer === "silent" ? silences + 1 : 0;
    for (const listener of listeners) listener(answer === "silent" && silences < 2 ? "slow" : answer);
    if (answer === "ended") { trouble = true; say("ended"); return; }
    if (answer === "refused" || silences > 1) {
      if (!trouble) say("lost");
      trouble = true;
    } else if (answer === "problem") {
      trouble = false;
      say("problem");
    } else if (answer === "alive" && trouble) {
      trouble = false;
      say("back");
      hush("back");
    }
    setTimeout(beat, BEAT);
  }

  // Live sections ask to hear each answer: alive, problem, slow, silent, refused, ended.
  function onPulse(listener) { listeners.push(listener); }

  function watch(base, kernel) {
    pulse = `${base}voila/api/pulse/${kernel}`;
    leave = `${base}voila/api/shutdown/${kernel}`;
    beat();
  }

  // The kernel belongs to this page: who leaves it, ends it. A page that the browser kept
  // and shows again has no kernel any more and is loaded anew.
  addEventListener("pagehide", () => { if (leave) navigator.sendBeacon(leave); });
  addEventListener("pageshow", (event) => {
    if (event.persisted) { say("restored"); location.reload(); }
  });

  window.voila_heartbeat = () => {};
  window.voila_finish = () => { patience = Date.now() + DRAWING; finish(); };
  return { say, tell, onPulse, running, watch };
})();
