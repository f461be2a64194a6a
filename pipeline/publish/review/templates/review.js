// The review pages' only script. Data comes from data/*.js as window.heshu; nothing is fetched, nothing is evaluated.
"use strict";
(() => {
  const heshu = window.heshu || {};
  const $ = (id) => document.getElementById(id);
  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  };

  // ---- language -------------------------------------------------------------------------------------------------
  const stored = (key, fallback) => { try { return localStorage.getItem(key) ?? fallback; } catch { return fallback; } };
  const store = (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } };
  let language = stored("heshu.language", navigator.language.startsWith("zh") ? "zh" : "en");
  const say = (key) => (heshu.messages[language] || {})[key] ?? key;
  const translate = () => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
    for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  };
  $("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    store("heshu.language", language);
    translate();
    if (review) review.redraw();
  });

  // ---- one document ---------------------------------------------------------------------------------------------
  const ROW = 46;            // height of a list row in pixels, as in review.css
  const SVG = "http://www.w3.org/2000/svg";
  const EDITABLE = ["value", "unit", "entity", "metric", "concept", "role", "period_start", "period_end"];

  class Review {
    constructor(data) {
      this.data = data;
      this.figures = data.figures;
      this.total = data.figures.figure_id.length;
      this.unexplained = data.unexplained.text.length;
      this.where = new Map(data.figures.figure_id.map((id, index) => [id, index]));
      this.findings = this.byFigure(data.findings, "figure_ids");
      this.claims = this.byFigure(data.claims, "figure_ids");
      this.key = `heshu.decisions.${data.document.doc_id}`;
      this.decisions = JSON.parse(stored(this.key, "{}"));
      this.shown = [];
      this.current = -1;
      this.paper = document.body.classList.contains("filing") ? new Pages(this) : new Article(this);
      this.fillFilters();
      this.listen();
      this.filter();
      this.follow();
    }

    byFigure(table, column) {
      const found = new Map();
      (table[column] || []).forEach((ids, row) => {
        for (const id of (ids || "").split(";")) if (id) found.set(id, [...(found.get(id) || []), row]);
      });
      return found;
    }

    // An item is a figure (index below total) or an unexplained number (index - total).
    isFigure(item) { return item < this.total; }
    id(item) { return this.isFigure(item) ? this.figures.figure_id[item] : null; }
    page(item) { return this.isFigure(item) ? this.figures.page[item] : this.data.unexplained.page[item - this.total]; }
    text(item) { return this.isFigure(item) ? this.figures.text[item] : this.data.unexplained.text[item - this.total]; }
    span(item) {
      const [table, row] = this.isFigure(item) ? [this.figures, item] : [this.data.unexplained, item - this.total];
      return [table.char_start[row], table.char_end[row]];
    }
    boxes(item) {
      if (this.isFigure(item)) return this.data.boxes[item];
      const row = item - this.total, table = this.data.unexplained;
      return table.x0[row] === null ? [] : [[table.page[row], table.x0[row], table.top[row], table.x1[row], table.bottom[row]]];
    }
    severity(item) {
      const rows = this.isFigure(item) ? this.findings.get(this.id(item)) || [] : [];
      const kinds = rows.map((row) => this.data.findings.severity[row]);
      return ["error", "warning", "note"].find((kind) => kinds.includes(kind)) || "";
    }
    tone(item) {
      if (!this.isFigure(item)) return "unknown";
      const severity = this.severity(item);
      if (severity === "error" || severity === "warning") return severity;
      const confidence = this.figures.confidence[item] ?? 0;
      return confidence >= 0.9 ? "sure" : confidence >= 0.6 ? "fair" : "low";
    }
    period(item) {
      const [start, end] = [this.figures.period_start[item], this.figures.period_end[item]];
      return start === end ? start || "" : `${start || "…"} – ${end || "…"}`;
    }
    amount(item) {
      const f = this.figures;
      const value = f.value[item] ?? (f.low[item] !== null || f.high[item] !== null ? `${f.low[item] ?? "…"} – ${f.high[item] ?? "…"}` : "");
      return value === "" ? "" : `${grouped(String(value))} ${f.unit[item] || ""}`.trim();
    }

    // ---- filters
    fillFilters() {
      const options = (id, values, all) => {
        const select = $(id), kept = select.value;
        select.replaceChildren(new Option(say(all), ""), ...values.map(([value, label]) => new Option(label, value)));
        select.value = kept;
      };
      const counted = (values) => {
        const counts = new Map();
        for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
        return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value, count]) => [value, `${value} (${count})`]);
      };
      const items = Array.from({ length: this.total }, (_, index) => index);
      options("concept", counted(this.figures.concept), "all_concepts");
      options("period", counted(items.map((item) => this.period(item))), "all_periods");
      options("role", counted(this.figures.role), "all_roles");
      const shows = ["findings", "low", "unexplained", "undecided", "decided"];
      options("show", shows.map((show) => [show, say(`show_${show}`)]), "show_all");
    }
    passes(item) {
      const [concept, period, role, show] = ["concept", "period", "role", "show"].map((id) => $(id).value);
      if (!this.isFigure(item)) return show === "unexplained" && this.matches(this.text(item));
      if (show === "unexplained") return false;
      if (concept && this.figures.concept[item] !== concept) return false;
      if (period && this.period(item) !== period) return false;
      if (role && this.figures.role[item] !== role) return false;
      const decision = this.decisions[this.id(item)];
      if (show === "findings" && !this.findings.has(this.id(item))) return false;
      if (show === "low" && !((this.figures.confidence[item] ?? 0) < 0.6)) return false;
      if (show === "undecided" && decision?.verdict) return false;
      if (show === "decided" && !decision) return false;
      return this.matches(`${this.figures.text[item]} ${this.figures.metric[item]} ${this.figures.entity[item]} ${this.figures.context[item]}`);
    }
    matches(text) {
      const words = $("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      return words.every((word) => text.toLowerCase().includes(word));
    }
    filter() {
      this.shown = [];
      for (let item = 0; item < this.total + this.unexplained; item += 1) if (this.passes(item)) this.shown.push(item);
      this.place = new Map(this.shown.map((item, index) => [item, index]));
      $("count").textContent = `${this.shown.length} / ${this.total}`;
      $("rows").style.height = `${this.shown.length * ROW}px`;
      $("list").scrollTop = 0;
      this.drawRows();
      this.paper.refresh();
    }

    // ---- the list: only the rows in view exist
    drawRows() {
      const list = $("list"), first = Math.max(0, Math.floor(list.scrollTop / ROW) - 5);
      const last = Math.min(this.shown.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 5);
      const rows = [];
      for (let index = first; index < last; index += 1) rows.push(this.row(index));
      $("rows").replaceChildren(...rows);
      list.setAttribute("aria-activedescendant", this.place?.has(this.current) ? `row-${this.current}` : "");
    }
    row(index) {
      const item = this.shown[index];
      const row = make("div", `row ${this.tone(item)}${item === this.current ? " current" : ""}`);
      row.id = `row-${item}`;
      row.style.top = `${index * ROW}px`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(item === this.current));
      row.setAttribute("aria-setsize", this.shown.length);
      row.setAttribute("aria-posinset", index + 1);
      const page = this.page(item);
      row.append(make("span", "page", page ? `p${page}` : ""), make("span", "text", this.text(item)));
      const verdict = this.isFigure(item) ? this.decisions[this.id(item)]?.verdict : null;
      row.append(make("span", `mark ${verdict || ""}`, verdict ? { accepted: "✓", corrected: "✎", rejected: "✗" }[verdict] : ""));
      const about = this.isFigure(item)
        ? [this.figures.metric[item], this.period(item)].filter(Boolean).join(" · ")
        : `${say(this.data.unexplained.kind[item - this.total])} ${this.data.unexplained.reason[item - this.total] || ""}`;
      row.append(make("span", "about", about));
      row.addEventListener("click", () => this.select(item));
      return row;
    }

    select(item, scroll = true) {
      this.current = item;
      const index = this.place.get(item);
      const list = $("list");
      if (index !== undefined) {
        const top = index * ROW;
        if (top < list.scrollTop || top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
      }
      this.drawRows();
      this.drawDetail();
      this.paper.show(item, scroll);
      const id = this.id(item);
      if (id) history.replaceState(null, "", `#f=${id}`);
    }
    step(by) {
      if (!this.shown.length) return;
      const at = this.place.get(this.current);
      const next = at === undefined ? (by > 0 ? 0 : this.shown.length - 1) : at + by;
      this.select(this.shown[Math.min(this.shown.length - 1, Math.max(0, next))]);
    }

    // ---- the figure in full
    drawDetail() {
      const detail = $("detail"), item = this.current;
      detail.replaceChildren();
      if (item < 0) return;
      detail.append(make("h2", "", this.text(item)));
      if (!this.isFigure(item)) {
        detail.append(make("p", "", `${say(this.data.unexplained.kind[item - this.total])}: ${this.data.unexplained.reason[item - this.total] || ""}`));
        return;
      }
      const f = this.figures, facts = make("dl");
      const add = (key, value, source) => {
        if (value === null || value === undefined || value === "") return;
        const dd = make("dd", "", value);
        if (source) dd.append(make("span", "source", `← ${say(`from_${source}`)}`));
        facts.append(make("dt", "", say(key)), dd);
      };
      add("value", this.amount(item));
      add("printed", [f.value_printed[item], f.unit_text[item], f.scale[item] ? `×10^${f.scale[item]}` : ""].filter((x) => x !== null && x !== "").join(" "), f.unit_source[item]);
      add("metric", f.metric[item]);
      add("concept", f.concept[item]);
      add("entity", f.entity[item], f.entity_source[item]);
      add("period", this.period(item), f.period_source[item]);
      add("role", [f.role[item], f.base_text[item]].filter(Boolean).join(" · "));
      add("qualifier", f.qualifier[item] === "exact" ? "" : f.qualifier[item]);
      add("modality", f.modality[item] === "reported" ? "" : f.modality[item]);
      add("scope", f.scope[item]);
      add("attribution", f.attribution[item]);
      add("confidence", f.confidence[item] === null ? "" : Number(f.confidence[item]).toFixed(2));
      add("flags", f.flags[item]);
      detail.append(facts, make("blockquote", "", f.context[item]));
      for (const row of this.findings.get(this.id(item)) || []) detail.append(this.finding(row));
      for (const row of this.claims.get(this.id(item)) || []) detail.append(this.claim(row));
      detail.append(this.decisionForm(item));
    }
    finding(row) {
      const table = this.data.findings;
      const card = make("div", `card ${table.severity[row]}`);
      card.append(make("strong", "", `${say(table.severity[row])} · ${table.check[row]}`), make("p", "", table[`message_${language}`][row]));
      card.append(this.links((table.figure_ids[row] || "").split(";")));
      return card;
    }
    claim(row) {
      const table = this.data.claims;
      const card = make("div", `card verdict ${table.verdict[row]}`);
      card.append(make("strong", "", say(table.verdict[row])), make("p", "", table[`explanation_${language}`][row]));
      card.append(this.links((table.evidence[row] || "").split(";")));
      return card;
    }
    links(ids) {
      const links = make("p", "links");
      for (const id of ids) {
        const here = this.where.get(id), home = this.data.homes[id];
        if (here === undefined && !home) continue;
        const link = make("a", "", here !== undefined ? this.text(here) : say("evidence"));
        link.href = `${here !== undefined ? "" : `${home}.html`}#f=${id}`;
        links.append(link);
      }
      return links;
    }

    // ---- decisions
    decisionForm(item) {
      const id = this.id(item), decision = this.decisions[id] || {};
      const form = make("div", "decision");
      const button = (verdict, key) => {
        const node = make("button", decision.verdict === verdict ? "on" : "", `${say(verdict === "rejected" ? "reject" : verdict)} (${key})`);
        node.type = "button";
        node.addEventListener("click", () => (verdict === "corrected" ? this.correct() : this.decide(verdict)));
        return node;
      };
      form.append(button("accepted", "a"), button("corrected", "c"), button("rejected", "r"));
      const note = make("input");
      note.id = "note";
      note.placeholder = `${say("note")} (n)`;
      note.setAttribute("aria-label", say("note"));
      note.value = decision.note || "";
      note.addEventListener("change", () => this.keep(id, { note: note.value }));
      form.append(note);
      if (decision.verdict === "corrected" || this.correcting === id) form.append(this.fields(item, decision));
      return form;
    }
    fields(item, decision) {
      const grid = make("div", "fields");
      for (const field of EDITABLE) {
        const label = make("label", "", say(field)), input = make("input");
        input.name = field;
        input.value = decision.fields?.[field] ?? this.figures[field][item] ?? "";
        input.addEventListener("change", () => this.amend(item, field, input.value));
        label.append(input);
        grid.append(label);
      }
      return grid;
    }
    amend(item, field, value) {
      const id = this.id(item), fields = { ...(this.decisions[id]?.fields || {}) };
      if (value === String(this.figures[field][item] ?? "")) delete fields[field];
      else fields[field] = value;
      this.keep(id, { verdict: Object.keys(fields).length ? "corrected" : undefined, fields });
    }
    decide(verdict) {
      const id = this.id(this.current);
      if (!id) return;
      const same = this.decisions[id]?.verdict === verdict;
      this.correcting = null;
      this.keep(id, { verdict: same ? undefined : verdict, fields: {} });
      this.drawDetail();
      if (!same) this.step(1);
    }
    correct() {
      this.correcting = this.id(this.current);
      if (!this.correcting) return;
      this.drawDetail();
      document.querySelector(".fields input")?.focus();
    }
    keep(id, change) {
      const decision = { ...(this.decisions[id] || {}), ...change, when: new Date().toISOString() };
      if (!decision.verdict && !decision.note) delete this.decisions[id];
      else this.decisions[id] = decision;
      if (!store(this.key, JSON.stringify(this.decisions))) $("count").textContent = say("not_kept");
      this.drawRows();
    }
    export() {
      const rows = [["figure_id", "decision", "field", "value", "who", "when", "why"]];
      for (const [id, decision] of Object.entries(this.decisions)) {
        const fields = Object.entries(decision.fields || {});
        const tail = ["", decision.when, decision.note || ""];
        if (decision.verdict === "corrected") for (const [field, value] of fields) rows.push([id, "corrected", field, value, ...tail]);
        else rows.push([id, decision.verdict || "noted", "", "", ...tail]);
      }
      const csv = "\ufeff" + rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")).join("\r\n") + "\r\n";
      const link = make("a");
      link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
      link.download = `decisions_${this.data.document.doc_id}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    // ---- events
    listen() {
      for (const id of ["concept", "period", "role", "show"]) $(id).addEventListener("change", () => this.filter());
      let waiting;
      $("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => this.filter(), 120); });
      $("filters").addEventListener("submit", (event) => event.preventDefault());
      $("list").addEventListener("scroll", () => requestAnimationFrame(() => this.drawRows()), { passive: true });
      $("export").addEventListener("click", () => this.export());
      $("help").addEventListener("click", () => this.toggleKeys());
      window.addEventListener("hashchange", () => this.follow());
      window.addEventListener("resize", () => this.drawRows());
      window.addEventListener("beforeprint", () => this.print());
      document.addEventListener("keydown", (event) => this.press(event));
    }
    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
        if (event.key === "Escape") $("list").focus();
        return;
      }
      const keys = {
        j: () => this.step(1), k: () => this.step(-1), ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1),
        PageDown: () => this.step(10), PageUp: () => this.step(-10), Home: () => this.step(-Infinity), End: () => this.step(Infinity),
        a: () => this.decide("accepted"), r: () => this.decide("rejected"), c: () => this.correct(),
        n: () => $("note")?.focus(), "/": () => $("search").focus(), "?": () => this.toggleKeys(),
      };
      const scrolling = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"].includes(event.key);
      if (!keys[event.key] || (scrolling && event.target.id === "paper")) return;
      event.preventDefault();
      keys[event.key]();
    }
    toggleKeys() {
      const keys = $("keys");
      keys.hidden = !keys.hidden;
      keys.textContent = say("keys_text");
      $("help").setAttribute("aria-expanded", String(!keys.hidden));
    }
    follow() {
      const id = new URLSearchParams(location.hash.slice(1)).get("f");
      if (!this.where.has(id)) return;
      const item = this.where.get(id);
      if (!this.place.has(item)) { for (const name of ["concept", "period", "role", "show", "search"]) $(name).value = ""; this.filter(); }
      this.select(item);
    }
    redraw() {
      this.fillFilters();
      if (!$("keys").hidden) $("keys").textContent = say("keys_text");
      this.drawRows();
      this.drawDetail();
    }
    print() {
      const table = make("table"), limit = 5000;
      for (const item of this.shown.slice(0, limit)) {
        const row = make("tr"), decision = this.isFigure(item) ? this.decisions[this.id(item)] : null;
        const cells = this.isFigure(item)
          ? [this.page(item) ? `p${this.page(item)}` : "", this.text(item), this.amount(item), this.figures.metric[item], this.figures.entity[item], this.period(item), decision?.verdict ? say(decision.verdict === "rejected" ? "reject" : decision.verdict) : "", decision?.note || ""]
          : [this.page(item) ? `p${this.page(item)}` : "", this.text(item), "", say(this.data.unexplained.kind[item - this.total]), "", "", "", ""];
        row.append(...cells.map((cell) => make("td", "", cell)));
        table.append(row);
      }
      const cut = this.shown.length > limit ? make("p", "", `${limit} / ${this.shown.length}`) : "";
      $("printed").replaceChildren(table, cut);
    }
  }

  const grouped = (value) => {
    const match = /^(-?)(\d+)(\.\d+)?$/.exec(value);
    return match ? match[1] + match[2].replace(/\B(?=(\d{3})+$)/g, ",") + (match[3] || "") : value;
  };

  // ---- a filing's pages as pictures, drawn when they come into view ---------------------------------------------
  class Pages {
    constructor(review) {
      this.review = review;
      this.byPage = new Map();
      for (let item = 0; item < review.total + review.unexplained; item += 1)
        for (const box of review.boxes(item)) this.byPage.set(box[0], [...(this.byPage.get(box[0]) || []), [item, box]]);
      this.nodes = new Map();
      this.watch = new IntersectionObserver((entries) => entries.forEach((entry) => this.turn(entry)), { root: $("paper"), rootMargin: "800px 0px" });
      for (const [page, width, height] of review.data.pages) {
        const node = make("figure", "page");
        node.dataset.page = page;
        node.style.aspectRatio = `${width} / ${height}`;
        node.append(make("figcaption", "", `${page}`));
        this.nodes.set(page, { node, width, height });
        $("paper").append(node);
        this.watch.observe(node);
      }
    }
    turn(entry) {
      const page = Number(entry.target.dataset.page);
      if (!entry.isIntersecting) { entry.target.querySelectorAll("img,svg").forEach((node) => node.remove()); return; }
      if (!entry.target.querySelector("img")) this.draw(page);
    }
    draw(page) {
      const { node, width, height } = this.nodes.get(page);
      const image = make("img");
      image.alt = `${say("page")} ${page}`;
      image.decoding = "async";
      image.src = `pages/${this.review.data.document.doc_id}/${page}.webp`;
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.setAttribute("aria-hidden", "true");
      for (const [item, [, x0, top, x1, bottom]] of this.byPage.get(page) || []) {
        const rect = document.createElementNS(SVG, "rect");
        for (const [name, value] of Object.entries({ x: x0 - 1, y: top - 1, width: x1 - x0 + 2, height: bottom - top + 2, rx: 1 })) rect.setAttribute(name, value);
        rect.dataset.item = item;
        rect.addEventListener("click", () => this.review.select(item, false));
        svg.append(rect);
      }
      node.append(image, svg);
      this.paint(svg);
    }
    paint(svg) {
      for (const rect of svg.children) {
        const item = Number(rect.dataset.item);
        const state = item === this.review.current ? " current" : "";
        rect.setAttribute("class", `${this.review.tone(item)}${this.review.place.has(item) ? "" : " faint"}${state}`);
      }
    }
    refresh() { for (const svg of document.querySelectorAll("#paper svg")) this.paint(svg); }
    show(item, scroll) {
      const box = this.review.boxes(item)[0];
      const here = box && this.nodes.get(box[0]);
      if (scroll && here) {
        const paper = $("paper"), scale = here.node.clientWidth / here.width;
        paper.scrollTop = here.node.offsetTop + box[2] * scale - paper.clientHeight / 2;
      }
      this.refresh();
    }
  }

  // ---- an article as text with its figures marked ---------------------------------------------------------------
  class Article {
    constructor(review) {
      this.review = review;
      const marks = [];
      for (let item = 0; item < review.total + review.unexplained; item += 1) marks.push([...review.span(item), item]);
      marks.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
      const text = Array.from(review.data.text);      // offsets count code points
      const body = make("div", "story");
      let at = 0;
      this.nodes = new Map();
      for (const [start, end, item] of marks) {
        if (start < at) continue;
        body.append(text.slice(at, start).join(""));
        const mark = make("mark", "", text.slice(start, end).join(""));
        mark.addEventListener("click", () => review.select(item, false));
        this.nodes.set(item, mark);
        body.append(mark);
        at = end;
      }
      body.append(text.slice(at).join(""));
      $("paper").append(body);
    }
    verdict(item) {
      const rows = this.review.isFigure(item) ? this.review.claims.get(this.review.id(item)) || [] : [];
      const own = rows.find((row) => (this.review.data.claims.figure_ids[row] || "").split(";")[0] === this.review.id(item));
      return own === undefined ? "" : this.review.data.claims.verdict[own];
    }
    refresh() {
      for (const [item, mark] of this.nodes) {
        const state = item === this.review.current ? " current" : "";
        mark.className = `${this.verdict(item) || this.review.tone(item)}${this.review.place.has(item) ? "" : " faint"}${state}`;
        mark.title = this.verdict(item) ? say(this.verdict(item)) : "";
      }
    }
    show(item, scroll) {
      if (scroll) this.nodes.get(item)?.scrollIntoView({ block: "center" });
      this.refresh();
    }
  }

  let review = null;
  translate();
  if (heshu.document) review = new Review(heshu.document);
})();
