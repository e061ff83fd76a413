// What every page of the course needs: definitions that go with Escape (WCAG 2.2, 1.4.13), proving words that a link leads to,
// and ticks in the table of contents beside lessons whose quiz was answered right.
// @ts-check
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) {
    term.classList.add("dismissed");
    const back = () => term.classList.remove("dismissed");
    term.addEventListener("mouseleave", back, { once: true });
    term.addEventListener("focusout", back, { once: true });
  }
});

function showProof() {
  for (const shown of document.querySelectorAll(".proof.shown")) shown.classList.remove("shown");
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name.startsWith("proof-")) return;
  const pieces = [...document.querySelectorAll(".proof")].filter((piece) => (piece.getAttribute("data-proof") || "").split(" ").includes(name));
  for (const piece of pieces) piece.classList.add("shown");
  const first = /** @type {HTMLElement | undefined} */ (pieces[0]);
  if (!first) return;
  first.tabIndex = -1;
  first.focus();
  first.scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", showProof);
showProof();

for (const link of document.querySelectorAll("[data-lessons]")) {
  // The list of lessons with their items stands in the page once; see assets.py.
  try {
    const { course, lessons } = JSON.parse(link.getAttribute("data-lessons") || "");
    const kept = JSON.parse(localStorage.getItem(`course-quizzes:${course}`) || "{}").items || {};
    const entries = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("nav.bd-links a")]);
    for (const [page, items] of Object.entries(lessons)) {
      const done = Object.entries(items).every(([id, print]) => kept[id] && kept[id].f === print && kept[id].s === 1);
      const entry = entries.find((one) => new URL(one.href).pathname.endsWith(page) || (one.getAttribute("href") === "#" && location.pathname.endsWith(page)));
      if (!done || !entry || entry.querySelector(".tick")) continue;
      const tick = document.createElement("span");
      tick.className = "tick";
      tick.textContent = " ✓";
      const words = document.createElement("span");
      words.className = "visually-hidden";
      words.textContent = " (quiz answered right)";
      tick.append(words);
      entry.append(tick);
    }
  } catch {
    // Nothing kept, or not readable: no ticks.
  }
}
