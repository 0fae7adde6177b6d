// Tables that sort and filter, and the language of the document. Nothing here is needed to read the page.
"use strict";
const both = (en, zh) => '<span lang=en>' + en + '</span><span lang=zh>' + zh + '</span>';
const element = (name, content, properties) => Object.assign(document.createElement(name), {innerHTML: content}, properties);
const each = (selector, f, root) => (root || document).querySelectorAll(selector).forEach(f);
// The number that a cell begins with; what has none comes last, in either direction.
const numberOf = text => {
  const found = /[+\-−]?[\d,]*\.?\d+/.exec(text.replace(/^<1/, "0.5"));
  return found ? Number(found[0].replace(/,/g, "").replace("−", "-")) : NaN;
};
const shown = cell => {
  const input = cell.querySelector("input");
  if (input) return input.value;
  const lang = document.getElementById("en").checked ? "zh" : "en";
  return Array.from(cell.childNodes, node => node.nodeType === 1 && node.lang === lang ? "" : node.textContent).join("");
};
function sortBy(table, k, descending) {
  const body = table.tBodies[0], isNumber = table.tHead.rows[0].cells[k].classList.contains("n");
  const rows = Array.from(body.rows, (row, at) => ({row, at, text: shown(row.cells[k])}));
  for (const r of rows) r.key = isNumber ? numberOf(r.text) : r.text;
  const sign = descending ? -1 : 1;
  rows.sort((a, b) => {
    if (isNumber) {
      const x = isNaN(a.key), y = isNaN(b.key);
      return x || y ? x - y || a.at - b.at : sign * (a.key - b.key) || a.at - b.at;
    }
    return sign * a.key.localeCompare(b.key, document.documentElement.lang) || a.at - b.at;
  });
  body.append(...rows.map(r => r.row));
  Array.from(table.tHead.rows[0].cells, (cell, c) => {
    if (c === k) cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  });
}
each("table.sortable", table => {
  Array.from(table.tHead.rows[0].cells, (cell, k) => {
    if (cell.classList.contains("s") || cell.classList.contains("b")) return;
    const button = element("button", "", {type: "button"});
    button.setAttribute("aria-label", "sort / 排序: " + cell.textContent);
    cell.append(button);
    cell.addEventListener("click", () => sortBy(table, k, cell.getAttribute("aria-sort") === "ascending"));
  });
});
// Rows that hold a text in either language.
function addFilter(table, choices, then) {
  const box = element("div", "", {className: "filter"});
  const label = element("label", both("Find ", "查找 "));
  const input = element("input", "", {type: "search"});
  const count = element("span", "");
  count.setAttribute("role", "status");
  label.append(input);
  box.append(label);
  const selects = choices.map(([name, k, nameOf]) => {
    const select = element("select", "");
    const texts = new Map();
    for (const row of table.tBodies[0].rows) {
      const text = row.cells[k].textContent;
      if (!texts.has(text)) texts.set(text, nameOf ? nameOf(row) : shown(row.cells[k]).trim());
    }
    select.append(new Option("—", ""), ...Array.from(texts, ([all, text]) => new Option(text, all)));
    const of = element("label", name + " ");
    of.append(select);
    box.append(of);
    return [select, k];
  });
  box.append(count);
  const apply = () => {
    const wanted = input.value.trim().toLowerCase();
    let n = 0;
    for (const row of table.tBodies[0].rows) {
      const fits = row.textContent.toLowerCase().includes(wanted) && selects.every(([s, k]) => !s.value || row.cells[k].textContent === s.value);
      row.hidden = !fits;
      if (then) then(row);
      n += fits;
    }
    count.innerHTML = both(n + " rows", n + " 行");
  };
  input.addEventListener("input", apply);
  selects.forEach(([select]) => select.addEventListener("change", apply));
  table.parentNode.before(box);
}
const language = () => { document.documentElement.lang = document.getElementById("en").checked ? "en" : "zh-CN"; };
each("input[name=lang]", input => input.addEventListener("change", language));
language(); // a browser may have kept the switch from the last time
if (window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches) document.getElementById("dark").checked = true;
