// Answers a quiz on the page. The page reads without this script: it only brings feedback beside the options and counts.
// Answers are known by the ids of options, never by their positions.
// @ts-check
"use strict";

/** @param {HTMLFieldSetElement} item @returns {string[]} ids of the chosen options */
function chosen(item) {
  return [...item.querySelectorAll("input:checked")].map((input) => /** @type {HTMLInputElement} */ (input).value);
}

/** @param {HTMLFieldSetElement} item @param {(right: boolean | null) => void} report */
function setUp(item, report) {
  const button = /** @type {HTMLButtonElement} */ (item.querySelector("button.check"));
  const verdict = /** @type {HTMLElement} */ (item.querySelector(".verdict"));
  const key = /** @type {HTMLDetailsElement} */ (item.querySelector("details.key"));
  const list = /** @type {HTMLElement} */ (item.querySelector(".feedback-list"));
  const summary = /** @type {HTMLElement} */ (key.querySelector("summary"));
  const inputs = /** @type {HTMLInputElement[]} */ ([...item.querySelectorAll("input")]);
  const keys = new Set((item.dataset.keys || "").split(" "));
  const feedback = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".feedback")]);
  const homes = feedback.map((entry) => /** @type {HTMLElement} */ (entry.parentElement));
  button.hidden = false;
  key.hidden = true;

  function check() {
    const answer = chosen(item);
    if (!answer.length) {
      verdict.textContent = "Choose an answer first.";
      inputs[0].focus();
      return;
    }
    const right = answer.length === keys.size && answer.every((id) => keys.has(id));
    item.dataset.result = right ? "right" : "wrong";
    verdict.textContent = right ? "✓ Right." : "✗ Not right. The right answer is marked.";
    for (const entry of feedback) {
      const input = inputs.find((candidate) => candidate.value === entry.dataset.option);
      input?.closest("li")?.append(entry);
    }
    for (const input of inputs) input.disabled = true;
    list.hidden = true;
    summary.textContent = "The words that prove it";
    key.hidden = false;
    key.open = true;
    button.textContent = "Try again";
    report(right);
  }

  function again() {
    delete item.dataset.result;
    verdict.textContent = "";
    feedback.forEach((entry, index) => homes[index].append(entry));
    for (const input of inputs) {
      input.disabled = false;
      input.checked = false;
    }
    key.open = false;
    key.hidden = true;
    button.textContent = "Check";
    report(null);
    inputs[0].focus();
  }

  button.addEventListener("click", () => (item.dataset.result ? again() : check()));
}

for (const quiz of document.querySelectorAll("form.course-quiz")) {
  const items = /** @type {HTMLFieldSetElement[]} */ ([...quiz.querySelectorAll("fieldset.quiz-item")]);
  const score = /** @type {HTMLElement} */ (quiz.querySelector(".quiz-score"));
  /** @type {Map<HTMLFieldSetElement, boolean>} */
  const results = new Map();
  quiz.addEventListener("submit", (event) => event.preventDefault());
  for (const item of items) {
    setUp(item, (right) => {
      if (right === null) results.delete(item);
      else results.set(item, right);
      const count = [...results.values()].filter(Boolean).length;
      score.hidden = !results.size;
      score.textContent = `${count} of ${items.length} right, ${items.length - results.size} not answered yet.`;
    });
  }
}
