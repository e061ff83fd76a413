// The review page: items that are due, mixed across lessons, answered like any other.
// @ts-check
"use strict";

/* global courseStore, courseQuiz */

for (const page of /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".course-review")])) {
  const course = page.dataset.course || "";
  const status = /** @type {HTMLElement} */ (page.querySelector(".review-status"));
  const form = /** @type {HTMLFormElement} */ (page.querySelector(".review-form"));
  const all = /** @type {HTMLTemplateElement} */ (page.querySelector("template.review-items"));
  const now = Date.now();
  const kept = courseStore.all(course);
  const due = /** @type {HTMLElement[]} */ ([...all.content.querySelectorAll(".quiz-item")]).filter((item) => {
    const record = kept[item.id.replace(/^item-/, "")];
    return record && record.f === item.dataset.print && record.s !== null && record.due <= now;
  });
  for (let n = due.length - 1; n > 0; n -= 1) {
    const m = Math.floor(Math.random() * (n + 1));
    [due[n], due[m]] = [due[m], due[n]];
  }
  let left = due.length;
  const tell = () => {
    const later = Object.values(kept).filter((record) => record.due > now).sort((a, b) => a.due - b.due)[0];
    const next = later ? ` The next comes back on ${new Date(later.due).toLocaleDateString()}.` : "";
    status.textContent = left ? `${left} items are due.` : `Nothing is due.${next}`;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const found of due) {
    const item = /** @type {HTMLElement} */ (document.importNode(found, true));
    form.append(item);
    let done = false;
    courseQuiz.setUp(item, course, (score, fresh) => {
      if (!fresh || score === null || done) return;
      done = true;
      left -= 1;
      tell();
    }).again();
  }
  tell();
}
