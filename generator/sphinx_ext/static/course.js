// What every page of the course needs: colours as the reader chooses, a key for the search, drawers that close behind a chosen
// link, definitions that go with Escape (WCAG 2.2, 1.4.13), proving words that a link leads to, and ticks in contents beside
// lessons whose quiz was answered right.
// @ts-check
"use strict";

// -- settings -------------------------------------------------------------------------------------------------------

/** @param {string} name @param {string} [value] */
function kept(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else if (value === "") localStorage.removeItem(name);
    return localStorage.getItem(name) || "";
  } catch {
    return value || ""; // storage is forbidden: good for this page
  }
}

const settings = /** @type {HTMLFormElement | null} */ (document.getElementById("course-settings"));
if (settings) {
  const { scheme, key } = /** @type {{scheme: RadioNodeList, key?: HTMLInputElement}} */ (/** @type {unknown} */ (settings.elements));
  scheme.value = kept("course-scheme");
  if (key) key.checked = kept("course-key") !== "off";
  settings.addEventListener("change", () => {
    kept("course-scheme", scheme.value);
    if (key) kept("course-key", key.checked ? "" : "off");
    dispatchEvent(new Event("course-scheme"));
    if (scheme.value) document.documentElement.dataset.theme = scheme.value;
  });
  // A key of one character must be such that a reader can switch it off (WCAG 2.2, 2.1.4).
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !key?.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const field = /** @type {HTMLElement | null} */ (document.querySelector("input[type=search]"));
    const link = /** @type {HTMLElement | null} */ (document.querySelector(".search-link"));
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.focus();
    else link?.click();
  });
}

// -- drawers --------------------------------------------------------------------------------------------------------

/** Where the contents are longer than the screen, let the entry of this page be seen. @param {HTMLElement} drawer */
function showHere(drawer) {
  const here = /** @type {HTMLElement | null} */ (drawer.querySelector("[aria-current]"));
  if (here) drawer.scrollTop = here.offsetTop - drawer.offsetTop - drawer.clientHeight / 2;
}

for (const drawer of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("nav[popover]"))) {
  showHere(drawer);
  drawer.addEventListener("toggle", () => showHere(drawer));
  drawer.addEventListener("click", (event) => {
    if (event.target instanceof HTMLAnchorElement && drawer.matches(":popover-open")) drawer.hidePopover();
  });
}

// -- definitions ----------------------------------------------------------------------------------------------------

for (const term of document.querySelectorAll(".term")) {
  const definition = /** @type {HTMLElement} */ (term.querySelector(".definition"));
  // Near the right edge a definition would reach out of the page: there it ends where its term does.
  const place = () => {
    term.classList.remove("to-start");
    term.classList.toggle("to-start", definition.getBoundingClientRect().right > document.documentElement.clientWidth);
  };
  term.addEventListener("mouseenter", place);
  term.addEventListener("focusin", place);
  // What was dismissed stays so until pointer and focus have both left: one that goes must not bring it back for the other.
  const back = () => setTimeout(() => term.matches(":hover, :focus-within") || term.classList.remove("dismissed"));
  term.addEventListener("mouseleave", back);
  term.addEventListener("focusout", back);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) term.classList.add("dismissed");
});

// -- proofs ---------------------------------------------------------------------------------------------------------

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

// -- ticks ----------------------------------------------------------------------------------------------------------

const tickedCourse = document.currentScript?.dataset.course;
function drawTicks() {
  for (const old of document.querySelectorAll(".course-tick")) old.remove();
  try {
    const ticks = JSON.parse(localStorage.getItem(`course-ticks:${tickedCourse}`) || "{}");
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("#course-nav a:not(.part), .lesson-title a"))) {
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
