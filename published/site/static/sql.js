/* The SQL desk: colours behind the textarea, completion of tables, columns and codes.
   The textarea stays what is edited, sent and read aloud; without this script everything still works. */

const KEYWORDS = `select from where join left on using as and or not in is null like between group by having order
 asc desc limit offset with union all distinct case when then else end exists over partition cast filter`.split(/\s+/);
const FUNCTIONS = `count sum avg min max round abs substr length coalesce nullif replace lower upper lag lead
 row_number rank date julianday`.split(/\s+/);
const TOKENS = /(--[^\n]*|\/\*[^]*?(?:\*\/|$))|('(?:[^']|'')*'?)|("[^"]*"?)|(:[A-Za-z_]\w*)|(\b\d+(?:\.\d+)?\b)|([\p{L}_][\p{L}\p{N}_]*)/gu;
const KINDS = ["comment", "string", "name", "parameter", "number", "word"];
const WORD = /[\p{L}\p{N}_]*$/u;
const MOST = 10;

for (const form of document.querySelectorAll("form[data-desk]")) desk(form);

function desk(form) {
  const area = form.querySelector("textarea");
  const box = made("div", { className: "editor" });
  const layer = made("pre", { className: "layer", ariaHidden: "true" });
  area.before(box);
  box.append(layer, area);
  const schema = schemaOf(document.querySelector("aside.schema"));
  const choice = completion(form, area, box, layer, schema);
  const paint = () => colour(layer, area, schema);
  area.addEventListener("input", () => {
    delete area.dataset.start;
    area.removeAttribute("aria-invalid");
    paint();
    choice.typed();
  });
  area.addEventListener("scroll", () => {
    layer.scrollTop = area.scrollTop;
    layer.scrollLeft = area.scrollLeft;
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else choice.key(event);
  });
  form.addEventListener("submit", () => {
    for (const input of form.querySelectorAll(".parameter input"))
      input.disabled = !new RegExp(`:${input.name}\\b`).test(area.value);
  });
  for (const name of ["blur", "click"]) area.addEventListener(name, choice.close);
  form.querySelector("[data-keys]").hidden = false;
  paint();
}

function made(tag, properties = {}, text = "") {
  const element = Object.assign(document.createElement(tag), properties);
  element.textContent = text;
  return element;
}

/* Tables with their columns, as the list beside the editor says them. */
function schemaOf(aside) {
  const tables = new Map();
  if (!aside) return tables;
  for (const details of aside.querySelectorAll("[data-table]")) {
    const columns = [...details.querySelectorAll("[data-column]")].map((item) => ({
      name: item.dataset.column,
      title: item.querySelector("small").firstChild.textContent.replace(/\s*·\s*$/, ""),
      codes: item.dataset.codes,
    }));
    tables.set(details.dataset.table, { title: details.dataset.title, columns });
    const past = details.querySelector("[data-vintages]");
    if (past) {
      const spans = ["first_version", "last_version", "first_release", "last_release"].map((name) => ({ name, title: "" }));
      const title = past.querySelector("small").textContent;
      tables.set(past.dataset.vintages, { title: `${details.dataset.title} · ${title}`, columns: [...columns, ...spans] });
    }
  }
  for (const item of aside.querySelectorAll("[data-code-tables] [data-codes]")) {
    const columns = ["code", "zh", "en"].map((name) => ({ name, title: "" }));
    tables.set(`codes_${item.dataset.codes}`, { title: "", columns });
  }
  return tables;
}

function colour(layer, area, schema) {
  const sql = area.value;
  const parts = [];
  let end = 0;
  for (const found of sql.matchAll(TOKENS)) {
    let kind = KINDS[found.slice(1).findIndex((group) => group !== undefined)];
    const lower = found[0].toLowerCase();
    if (kind === "word") kind = KEYWORDS.includes(lower) ? "keyword" : schema.has(lower) ? "table" : "";
    parts.push(sql.slice(end, found.index), kind ? made("span", { className: `sql-${kind}` }, found[0]) : found[0]);
    end = found.index + found[0].length;
  }
  layer.replaceChildren(...parts, `${sql.slice(end)}\n`);
  if (area.dataset.start !== undefined) mark(layer, Number(area.dataset.start), Number(area.dataset.end));
  layer.scrollTop = area.scrollTop;
}

/* The place of an error, underlined. */
function mark(layer, start, end) {
  const range = rangeOf(layer, start, Math.max(end, start + 1));
  if (range && window.Highlight) CSS.highlights.set("sql-fault", new Highlight(range));
}

function rangeOf(layer, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  let at = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!begun && start <= at + node.length) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (begun && end <= at + node.length) {
      range.setEnd(node, end - at);
      return range;
    }
    at += node.length;
  }
  return null;
}

function completion(form, area, box, layer, schema) {
  const list = made("ul", { className: "choices", id: "sql-choices", role: "listbox", hidden: true });
  list.setAttribute("aria-label", "SQL");
  const told = made("p", { className: "unseen", role: "status" });
  box.append(list, told);
  for (const [name, value] of [["autocomplete", "list"], ["haspopup", "listbox"], ["controls", list.id]])
    area.setAttribute(`aria-${name}`, value);
  let offered = [];
  let chosen = -1;
  let latest = 0;

  const close = () => {
    latest += 1;
    list.hidden = true;
    offered = [];
    choose(-1);
  };

  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    const item = list.children[chosen];
    if (!item || list.hidden) area.removeAttribute("aria-activedescendant");
    else area.setAttribute("aria-activedescendant", item.id);
  };

  const take = (place) => {
    const { text, from } = offered[place];
    close();
    area.focus();
    const to = area.selectionStart;
    area.setSelectionRange(from, to);
    // the only way of writing into a textarea that the reader can undo
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
    close();
  };

  const show = async (asked) => {
    latest += 1;
    const mine = latest;
    const found = await suggestions(area.value, area.selectionStart, schema, asked);
    if (mine !== latest || document.activeElement !== area) return;
    offered = found.slice(0, MOST);
    list.replaceChildren(...offered.map(item));
    list.hidden = offered.length === 0;
    if (asked || offered.length)
      told.textContent = offered.length ? form.dataset.counted.replace("#", offered.length) : form.dataset.none;
    choose(asked && offered.length ? 0 : -1);
    if (offered.length) place();
  };

  const item = ({ text, title }, index) => {
    const option = made("li", { id: `sql-choice-${index}`, role: "option" });
    option.append(made("code", {}, text), " ", made("small", {}, title));
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(index);
    });
    return option;
  };

  const place = () => {
    const range = rangeOf(layer, offered[0].from, offered[0].from);
    const at = range.getBoundingClientRect();
    const around = box.getBoundingClientRect();
    list.style.top = `${at.bottom - around.top + 4}px`;
    list.style.left = `${Math.max(0, Math.min(at.left - around.left, around.width - list.offsetWidth))}px`;
  };

  const key = (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      show(true);
    } else if (!list.hidden && moves[event.key]) {
      event.preventDefault();
      const from = chosen < 0 && event.key === "ArrowUp" ? 0 : chosen;
      choose((from + moves[event.key] + offered.length) % offered.length);
    } else if (!list.hidden && event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (!list.hidden && event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End", "Tab"].includes(event.key)) close();
  };

  const typed = () => {
    const word = WORD.exec(area.value.slice(0, area.selectionStart))[0];
    if (word.length >= 2 || /[.']$/.test(area.value.slice(0, area.selectionStart))) show(false);
    else close();
  };

  return { close, key, typed };
}

/* What may stand at the caret: {text, title, from}, best first. */
async function suggestions(sql, caret, schema, asked) {
  const before = sql.slice(0, caret);
  const coded = /([A-Za-z_]\w*)\s*(?:=|<>|!=|in\s*\((?:\s*'[^']*'\s*,)*)\s*'([^'\n]*)$/i.exec(before);
  if (coded) return codes(coded[1].toLowerCase(), coded[2], caret - coded[2].length, sql, schema);
  if (((before.replace(/--[^\n]*/g, "").match(/'/g) || []).length) % 2) return [];
  const word = WORD.exec(before)[0];
  const from = caret - word.length;
  const named = tablesOf(sql, schema);
  const owner = /([A-Za-z_]\w*)\.$/.exec(before.slice(0, from));
  const columns = (names) => names.flatMap((name) => schema.get(name).columns.map(({ name: text, title }) => ({ text, title })));
  let pool;
  if (owner) pool = columns([named.get(owner[1].toLowerCase())].filter(Boolean));
  else {
    const tables = [...schema].map(([text, { title }]) => ({ text, title }));
    const words = [...KEYWORDS, ...FUNCTIONS].map((text) => ({ text, title: "" }));
    if (/\b(from|join)\s*$/i.test(before.slice(0, from))) pool = tables;
    else pool = [...columns([...new Set(named.values())]), ...tables, ...words];
  }
  const unique = [...new Map(pool.map((one) => [one.text, one])).values()];
  return ranked(unique, word.toLowerCase(), asked || owner).map((one) => ({ ...one, from }));
}

/* Name or alias ► table, of what the statement reads. */
function tablesOf(sql, schema) {
  const named = new Map();
  for (const [, name, alias] of sql.matchAll(/\b(?:from|join)\s+(\w+)(?:\s+(?:as\s+)?(\w+))?/gi)) {
    const table = name.toLowerCase();
    if (!schema.has(table)) continue;
    named.set(table, table);
    if (alias && !KEYWORDS.includes(alias.toLowerCase())) named.set(alias.toLowerCase(), table);
  }
  return named;
}

function ranked(pool, word, all) {
  const rank = ({ text, title }) => {
    const name = text.toLowerCase();
    if (name === word) return 9;
    if (name.startsWith(word)) return word ? 0 : 1;
    if (name.split("_").some((part) => part.startsWith(word))) return 1;
    return name.includes(word) || title.toLowerCase().includes(word) ? 2 : 9;
  };
  if (!word && !all) return [];
  return pool.map((one) => [rank(one), one]).filter(([order]) => order < 9).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
}

const fetched = new Map();

/* The codes of a column, asked of the site once. */
async function codes(column, begun, from, sql, schema) {
  const columns = [...new Set(tablesOf(sql, schema).values())].flatMap((name) => schema.get(name).columns);
  const list = columns.find(({ name, codes: known }) => name === column && known)?.codes;
  if (!list) return [];
  const link = document.querySelector(`[data-code-tables] [data-codes="${list}"] a`);
  const address = `${link.getAttribute("href").replace(/^\/en(?=\/)/, "")}.json?_shape=array`;
  if (!fetched.has(address)) fetched.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : [])));
  const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const pool = (await fetched.get(address)).map((row) => ({ text: row.code, title: row[language] }));
  return ranked(pool, begun.toLowerCase(), true).map((one) => ({ ...one, from }));
}
