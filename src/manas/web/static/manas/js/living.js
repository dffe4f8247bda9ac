// The document and its margin: folds notes on small screens, looks after the panel beside the text.
const narrow = matchMedia("screen and (max-width: 62rem)");
const medium = matchMedia("screen and (max-width: 78rem)");
const panel = document.getElementById("panel");
let opener = null;

function fold() {
  for (const note of document.querySelectorAll("details.note")) note.open = !narrow.matches;
  for (const contents of document.querySelectorAll("details.contents")) contents.open = !medium.matches;
}

function mark(link) {
  opener?.setAttribute("aria-expanded", "false");
  opener = link;
  opener?.setAttribute("aria-expanded", "true");
}

function close() {
  if (!panel || !panel.hasChildNodes()) return;
  panel.replaceChildren();
  const back = opener;
  mark(null);
  back?.focus();
}

fold();
narrow.addEventListener("change", fold);
medium.addEventListener("change", fold);
addEventListener("beforeprint", () => {
  for (const note of document.querySelectorAll("details.note")) note.open = true;
});
addEventListener("afterprint", fold);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

document.addEventListener("click", (event) => {
  const shut = event.target.closest("[data-panel-close]");
  if (!shut) return;
  event.preventDefault();
  close();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest("a[aria-controls=panel]");
  if (link) mark(link);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "panel") panel.querySelector("[data-panel-title]")?.focus();
  else if (event.target.id === "document") fold();
});
