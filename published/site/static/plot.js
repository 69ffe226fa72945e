// The drawing of the server stands until its reader asks for more; only then is Vega loaded, from this site.
"use strict";
(() => {
  const drawing = document.querySelector(".drawing");
  if (!drawing) return;
  const said = drawing.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet-button";
  button.textContent = said.button;
  button.setAttribute("aria-pressed", "false");
  const status = document.createElement("span");
  status.className = "note";
  status.setAttribute("role", "status");
  document.querySelector(".take-plot").prepend(button, status);

  const live = document.createElement("div");
  live.className = "live";
  live.hidden = true;
  drawing.after(live);
  let ready = false;

  const loaded = () => new Promise((resolve, reject) => {
    if (window.vegaEmbed) return resolve();
    const script = document.createElement("script");
    script.src = said.vega;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  // Patterns are found by their id in the whole page, so they stand in the page beside the plot that refers to them.
  const patterns = (markup) => {
    const held = new DOMParser().parseFromString(
      `<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true"><defs>${markup}</defs></svg>`,
      "image/svg+xml");
    live.before(document.importNode(held.documentElement, true));
  };

  const show = async () => {
    status.textContent = said.wait;
    const narrow = window.matchMedia("(max-width: 560px)").matches;
    const [answer] = await Promise.all([fetch(narrow ? said.narrow : said.spec), loaded()]);
    if (!answer.ok) throw new Error(String(answer.status));
    const spec = await answer.json();
    patterns(spec.usermeta.patterns);
    const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true } };
    await window.vegaEmbed(live, spec, options);
    ready = true;
    status.textContent = "";
  };

  button.addEventListener("click", async () => {
    const wanted = live.hidden;
    button.disabled = true;
    try {
      if (wanted && !ready) await show();
      live.hidden = !wanted;
      drawing.hidden = wanted;
      button.textContent = wanted ? said.back : said.button;
      button.setAttribute("aria-pressed", String(wanted));
    } catch {
      status.textContent = said.failed;
    }
    button.disabled = false;
  });
})();
