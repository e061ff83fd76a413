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

const tickedCourse = document.currentScript?.dataset.course;
function drawTicks() {
  for (const old of document.querySelectorAll(".course-tick")) old.remove();
  try {
    const ticks = JSON.parse(localStorage.getItem(`course-ticks:${tickedCourse}`) || "{}");
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("nav.bd-links a"))) {
      if (!ticks[new URL(link.href).pathname]) continue;
      const tick = document.createElement("span");
      tick.className = "course-tick";
      tick.textContent = " ✓";
      tick.setAttribute("role", "img");
      tick.setAttribute("aria-label", "quiz answered right");
      link.append(tick);
    }
  } catch {
    // Nothing kept, or storage is forbidden: no ticks.
  }
}
document.addEventListener("course-ticks", drawTicks);
drawTicks();
