// Before anything is painted: light or dark, as the reader chose on an earlier page or as the system prefers; and the faces of the
// text, which a browser would ask for only after all styles. From the disk it needn't, and would complain of the origin.
// @ts-check
"use strict";
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem("course-scheme");
    } catch {
      // Storage is forbidden: as the system prefers.
    }
    document.documentElement.dataset.theme = chosen || (dark.matches ? "dark" : "light");
  };
  show();
  dark.addEventListener("change", show);
  addEventListener("storage", show);
  addEventListener("course-scheme", show);

  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  for (const face of here.startsWith("http") ? (document.documentElement.dataset.faces || "").split(" ") : []) {
    const link = Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
    link.href = new URL(`fonts/source-serif-4-latin-${face}.woff2`, here).href;
    document.head.append(link);
  }
}
