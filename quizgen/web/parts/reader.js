// A document as it was read, with what was found in it marked. All text is set as text, never as markup.
//   data: {runs: [[text, kinds, note, remark, put in its place]], legend: [[kind, name, count]], note, hint}

const JUMP = "here";

// Repairs are mostly punctuation and would bury everything else; they are shown when asked for.
const QUIET = "repaired";

// The signs of a heading, which the readers write for every format, stay in the background.
function plain(text) {
  const pieces = text.split(/^(#{1,6} )/m).filter(Boolean);
  return pieces.map((piece) => {
    if (!/^#{1,6} $/.test(piece)) return document.createTextNode(piece);
    const signs = document.createElement("span");
    signs.className = "signs";
    signs.textContent = piece;
    return signs;
  });
}

function checkbox(kind, name, count, root) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = kind !== QUIET;
  const show = () => root.classList.toggle(`without-${kind}`, !box.checked);
  box.onchange = show;
  show();
  const swatch = document.createElement("span");
  swatch.className = `swatch ${kind}`;
  swatch.textContent = name;
  label.append(box, swatch, ` ${count}`);
  return label;
}

function stretch([text, kinds, note, remark, instead], first) {
  const removed = kinds.includes("removed");
  const element = document.createElement(removed ? "del" : "span");
  element.className = kinds.join(" ");
  if (kinds.includes("repaired")) {
    const before = document.createElement("del");
    const after = document.createElement("ins");
    before.textContent = text;
    after.textContent = instead;
    element.append(before, after);
  } else {
    element.textContent = text;
  }
  if (remark) element.dataset.remark = remark;
  if (note) {
    element.dataset.note = note;
    if (first) {
      element.tabIndex = 0;
      element.setAttribute("role", "link");
    }
  }
  return element;
}

// Scrolls the text, not the page, and puts the focus there, so that Enter opens the card and arrows go on reading.
function bringIntoSight(body, places) {
  if (!places.length) return;
  const top = places[0].getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
  body.scrollTop = top - body.clientHeight / 3;
  (places.find((place) => place.tabIndex === 0) ?? body).focus({ preventScroll: true });
}

// J and K lead from one marked place to the next, Enter opens its card.
function step(body, by) {
  const places = [...body.querySelectorAll("[data-note][tabindex]")];
  const at = places.indexOf(body.getRootNode().activeElement);
  const next = places[at < 0 ? 0 : Math.min(places.length - 1, Math.max(0, at + by))];
  if (next) bringIntoSight(body, [next]);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  const legend = root.querySelector(".legend");
  const body = root.querySelector(".body");
  const remark = root.querySelector(".remark");
  const version = JSON.stringify([data.version, data.note]);
  if (root.dataset.version !== version) {
    root.dataset.version = version;
    legend.replaceChildren(...data.legend.map(([kind, name, count]) => checkbox(kind, name, count, root)));
    const seen = new Set();
    body.replaceChildren(
      ...data.runs.flatMap((run) => {
        if (!run[1].length) return plain(run[0]);
        const first = !seen.has(run[2]);
        seen.add(run[2]);
        return stretch(run, first);
      }),
    );
    remark.textContent = data.hint;
    if (data.note) {
      const places = [...body.querySelectorAll("[data-note]")].filter((e) => e.dataset.note.split(" ").includes(data.note));
      places.forEach((place) => place.classList.add(JUMP));
      requestAnimationFrame(() => bringIntoSight(body, places));
    }
  }
  const open = (event) => {
    const place = event.target.closest("[data-remark], [data-note]");
    if (!place) return;
    remark.textContent = place.dataset.remark ?? data.hint;
    const note = event.target.closest("[data-note]")?.dataset.note.split(" ").at(-1);
    if (note) setTriggerValue("open", note);
  };
  body.onclick = open;
  body.onkeydown = (event) => {
    if (event.key === "Enter") open(event);
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.composedPath()[0].closest?.("input:not([type=checkbox]), textarea")) return;
    const by = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (by) step(body, by);
  };
  document.addEventListener("keydown", onKey);
  body.onmouseover = body.onfocusin = (event) => {
    const place = event.target.closest("[data-remark]");
    remark.textContent = place?.dataset.remark ?? data.hint;
  };
  return () => document.removeEventListener("keydown", onKey);
}
