// The timeline's filter: events that no chosen source reports go, and of the rest the reports of other sources.
// The controls stand in the page already; what they say is kept in its address, under the names of the fields.
// @ts-check
"use strict";

{
  const form = /** @type {HTMLFormElement} */ (document.querySelector(".timeline-filter"));
  const status = /** @type {Element} */ (form.querySelector(".timeline-count"));
  /** As readers type it: without capitals and accents. @param {string | null} text */
  const plain = (text) => (text || "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");

  const events = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".timeline-event"))].map((box) => ({
    box,
    unit: box.dataset.unit || "",
    own: plain([".timeline-date", ".timeline-title", ".timeline-text"].map((part) => box.querySelector(part)?.textContent || "").join(" ")),
    mark: document.querySelector(`.timeline-mark[href="#${box.id}"]`),
    reports: [.../** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(".timeline-report"))].map((report) => ({
      entry: /** @type {HTMLElement} */ (report.closest("li")),
      source: report.dataset.source || "",
      text: plain(report.textContent),
    })),
  }));
  const boxes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".timeline-year, .timeline-group"));

  /** The fields as an address has them: those that ask for something. */
  function asked() {
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
    return new URLSearchParams(fields.filter(([name, value]) => name !== "q" || value));
  }

  function show() {
    const wanted = asked();
    const sources = new Set(wanted.getAll("source"));
    const units = new Set(wanted.getAll("unit"));
    const words = plain(wanted.get("q")).split(" ");
    let shown = 0;
    for (const { box, unit, own, mark, reports } of events) {
      for (const { entry, source } of reports) entry.hidden = sources.size > 0 && !sources.has(source);
      const left = reports.filter(({ entry }) => !entry.hidden);
      const text = [own, ...left.map((report) => report.text)].join(" ");
      box.hidden = !left.length || (units.size > 0 && !units.has(unit)) || !words.every((word) => text.includes(word));
      mark?.classList.toggle("out", box.hidden);
      shown += box.hidden ? 0 : 1;
    }
    for (const box of boxes) box.hidden = !box.querySelector(".timeline-event:not([hidden])");
    status.textContent = `${shown} of ${events.length} events shown`;
  }

  /** Sets the fields to what the address asks for. */
  function restore() {
    const wanted = new URLSearchParams(location.search);
    for (const field of form.querySelectorAll("input")) {
      if (field.type === "checkbox") field.checked = wanted.getAll(field.name).includes(field.value);
      else field.value = wanted.get(field.name) || "";
    }
    for (const more of form.querySelectorAll("details")) more.open = Boolean(more.querySelector(":checked"));
  }

  /** Browsers refuse addresses that change too often, so this waits until a reader stops typing. @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  function keep() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const query = asked().toString();
      history.replaceState(history.state, "", `${location.pathname}${query && "?"}${query}${location.hash}`);
    }, 200);
  }

  /** A link to an event shows it, whatever was asked for before. */
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const hidden = target?.closest("[hidden]");
    if (!target || !hidden) return;
    form.reset();
    target.scrollIntoView();
  }

  form.addEventListener("input", () => {
    show();
    keep();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // the fields may have been set by the address; a reset would go back to what the page was sent with
    for (const field of form.querySelectorAll("input")) {
      field.checked = false;
      if (field.type !== "checkbox") field.value = "";
    }
    show();
    keep();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", reveal);
  restore();
  if (location.search) show();
  reveal();
}
