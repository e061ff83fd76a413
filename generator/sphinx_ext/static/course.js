// What every page of the course needs: definitions that can be dismissed with Escape (WCAG 2.2, 1.4.13).
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
