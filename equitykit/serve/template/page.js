// What the page says about itself, in one polite status region: being prepared, ready,
// connection lost, back, ended. The words come with the page, in its language.
const equitykit = window.equitykit = (() => {
  const moments = JSON.parse(document.getElementById("equitykit-moments").textContent);
  const status = document.getElementById("equitykit-status");
  const reload = document.getElementById("equitykit-reload");
  const BEAT = 2000, PATIENCE = 2500, QUIET = 3000, DRAWING = 20000;
  let patience, pulse, leave, spoken = 0, silences = 0, trouble = false;

  reload.addEventListener("click", () => location.reload());

  function say(moment, values = {}) {
    status.textContent = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(name, value), moments[moment]);
    status.dataset.moment = moment;
    reload.hidden = !["lost", "ended", "problem"].includes(moment);
    spoken = Date.now();
  }

  function hush(moment) {
    setTimeout(() => { if (status.dataset.moment === moment) status.textContent = ""; }, 5000);
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
  return { say, running, watch };
})();
