// Lists: a head sorts its column, a button copies the table as it stands, ready to paste into a sheet.
const order = new Intl.Collator(document.documentElement.lang || "zh", { numeric: true });

function text(cell) {
  return cell ? cell.innerText.replace(/\s+/g, " ").trim() : "";
}

function sort(table, head) {
  const column = head.cellIndex;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  for (const body of table.tBodies) {
    const rows = [...body.rows].sort((a, b) => order.compare(text(a.cells[column]), text(b.cells[column])));
    body.append(...(down ? rows.reverse() : rows));
  }
}

function makeSortable(table) {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "table__sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}

function copyButton(button) {
  const table = document.getElementById(button.dataset.copyTable);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const lines = [...table.rows].map((row) => [...row.cells].map(text).join("\t"));
    await navigator.clipboard.writeText(lines.join("\n"));
    button.textContent = button.dataset.done;
  });
}

for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);
for (const button of document.querySelectorAll("[data-copy-table]")) copyButton(button);
