// The year works without this file: the cells of the chart become one stop of the Tab key, with arrow keys between them.
"use strict";

const rows = [...document.querySelectorAll(".heat [data-row]")].map((row) => [...row.querySelectorAll("[data-column]")]);
const columnOf = (cell) => Number(cell.dataset.column);

const go = (from, to) => {
  from.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  to.focus();
};

const nearest = (cells, column) =>
  cells.reduce((best, cell) => (Math.abs(columnOf(cell) - column) < Math.abs(columnOf(best) - column) ? cell : best));

const beside = (cell, key) => {
  const at = rows.findIndex((row) => row.includes(cell));
  if (key === "ArrowLeft" || key === "ArrowRight") return rows[at][rows[at].indexOf(cell) + (key === "ArrowLeft" ? -1 : 1)];
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const others = key === "ArrowUp" ? rows.slice(0, at).reverse() : rows.slice(at + 1);
  const row = others.find((cells) => cells.length);
  return row && nearest(row, columnOf(cell));
};

for (const [number, cell] of rows.flat().entries()) {
  cell.setAttribute("tabindex", number ? "-1" : "0");
  cell.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const to = beside(cell, event.key);
    if (to) go(cell, to);
  });
}
