// Turns what jupyter-book 2 read into the plainest pages: text in its elements, no navigation, no script.
// It is a floor: the theme that jupyter-book 2 fetches for itself renders far more for each page.
const http = require("node:http");

const CONTENT = `http://localhost:${process.env.CONTENT_CDN_PORT}`;
const ELEMENTS = {
  paragraph: "p", list: "ul", listItem: "li", blockquote: "blockquote", emphasis: "em", strong: "strong", details: "details",
  summary: "summary",
};
// What is asked of every theme besides pages, and what this one has nothing of.
const EXTRAS = new Set(["robots.txt", "sitemap.xml", "sitemap_style.xsl", "favicon.ico", "myst-theme.css"]);

const escaped = (text) => text.replace(/[&<>]/g, (found) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[found]);

function drawn(node) {
  const inner = node.children ? node.children.map(drawn).join("") : escaped(node.value ?? "");
  const element = node.type === "heading" ? `h${node.depth}` : ELEMENTS[node.type];
  return element ? `<${element}>${inner}</${element}>` : inner;
}

async function page(slug) {
  const answer = await fetch(`${CONTENT}/content/${slug}.json`);
  if (!answer.ok) return null;
  const found = await answer.json();
  const title = escaped(found.frontmatter?.title ?? slug);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${drawn(found.mdast)}</body></html>`;
}

async function answered(path) {
  const slug = path.replace(/^\/|\/$/g, "").replace(/^$/, "index");
  if (EXTRAS.has(slug)) return "";
  if (!slug.endsWith(".json")) return page(slug);
  const answer = await fetch(`${CONTENT}/content/${slug}`);
  return answer.ok ? answer.text() : null;
}

const server = http.createServer(async (request, response) => {
  const text = await answered(new URL(request.url, CONTENT).pathname);
  response.writeHead(text === null ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
  response.end(text ?? "");
});
server.listen(Number(process.env.PORT), process.env.HOST, () => {
  console.log(`Server started at http://${process.env.HOST}:${process.env.PORT}`);
});
