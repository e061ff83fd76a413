// Source boxes and the pages of sources: a button beside each form of citation that puts its exact text on the clipboard.
// @ts-check
"use strict";

const said = document.createElement("p");
said.className = "said";
said.setAttribute("role", "status");
document.body.append(said);

/**
 * Where there is no clipboard for scripts, the words are selected and copied as by hand.
 * @param {HTMLElement} words
 */
async function copy(words) {
  const text = words.textContent || "";
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(words);
    return document.execCommand("copy");
  }
}

for (const citation of document.querySelectorAll(".citation")) {
  const [form, words] = /** @type {HTMLCollectionOf<HTMLElement>} */ (citation.children);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy: ${form.textContent}`);
  button.addEventListener("click", async () => {
    said.textContent = "";
    const done = await copy(words);
    button.textContent = done ? "Copied" : "Selected";
    // Said in the next task, so that the same words are said again after a second press.
    setTimeout(() => (said.textContent = done ? `Copied: ${form.textContent}.` : "Selected. Copy with your keyboard."));
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  form.after(button);
}
