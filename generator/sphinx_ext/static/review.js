// The review page: items that are due, mixed across lessons, answered like any other.
// @ts-check
"use strict";

/* global courseStore, courseQuiz */

for (const page of /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".course-review")])) {
  const course = page.dataset.course || "";
  const status = /** @type {HTMLElement} */ (page.querySelector(".review-status"));
  const form = /** @type {HTMLFormElement} */ (page.querySelector(".review-form"));
  const all = /** @type {HTMLTemplateElement} */ (page.querySelector("template.review-items"));
  const items = /** @type {HTMLElement[]} */ ([...all.content.querySelectorAll(".quiz-item")]);
  /** What was checked of an item as it reads today. @param {HTMLElement} item */
  const kept = (item) => {
    const record = courseStore.get(course, item.id.replace(/^item-/, ""), item.dataset.print || "");
    return record && record.s !== null ? record : undefined;
  };
  const now = Date.now();
  const due = items.filter((item) => (kept(item)?.due ?? Infinity) <= now);
  for (let n = due.length - 1; n > 0; n -= 1) {
    const m = Math.floor(Math.random() * (n + 1));
    [due[n], due[m]] = [due[m], due[n]];
  }
  let left = due.length;
  const tell = () => {
    const dates = items.map((item) => kept(item)?.due ?? Infinity);
    const missed = due.filter((item) => (kept(item)?.s ?? 1) < 1).length;
    const later = Math.min(...dates.filter((date) => date > Date.now()));
    const next = Number.isFinite(later) ? ` The next comes back on ${new Date(later).toLocaleDateString()}.` : "";
    if (left) status.textContent = `Items due: ${left}.`;
    else status.textContent = missed ? `All answered. Missed, and back when you open this page again: ${missed}.` : `Nothing is due.${next}`;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const found of due) {
    const item = /** @type {HTMLElement} */ (document.importNode(found, true));
    form.append(item);
    let done = false;
    // Without the focus: nobody who opens the page asked to be put into its last item.
    courseQuiz.setUp(item, course, (score, fresh) => {
      if (!fresh || score === null) return;
      if (!done) left -= 1;
      done = true;
      tell();
    }).again(false);
  }
  tell();
}
