// Keys and focus of the whole page. The page mounts this once a run with
//   {focus: class of the element to focus, turn: changes when the focus may move, cookies: {name: value},
//    draft: {question, fields: classes of its text fields}, pages: {key: page}, words: {menu, skip}}.

const EDITABLE = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]";
const PRESSABLE = "button, a, summary, [role=button], [role=tab], [role=radio], [role=checkbox], [role=option]";

function target(event) {
  const path = event.composedPath();
  return path.length && path[0] instanceof Element ? path[0] : document.body;
}

// Where a list is recited, Enter goes from item to item; in the last field it hands the list in.
function nextField(field, event) {
  const fields = [...(field.closest(".st-key-recite")?.querySelectorAll("input") ?? [])];
  const next = fields[fields.indexOf(field) + 1];
  if (!next) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  next.focus();
}

// Space gives a question up; with the cursor in its field it does so as long as nothing is typed. A phone has a button.
function giveUp(field, event) {
  const fields = fieldsOf(window.quizgenPage.draft);
  if (event.key !== " " || event.repeat || !fields.includes(field) || fields.some((one) => one?.value)) return;
  if (matchMedia("(hover: none)").matches) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.querySelector("[class*=st-key-giveup-] button")?.click();
}

// Items are picked in the order of the keys: a digit waits until the pick before it stands on the page, for keys
// that arrive together would be counted in any order.
const queue = [];
let pending = null;

const picked = () => document.querySelectorAll(".qz-picked li").length;
const waiting = () => pending && pending.count === picked() && performance.now() - pending.since < 3000;

function offered(digit) {
  const options = document.querySelectorAll(".st-key-options-pick [class*=st-key-option-]");
  return [...options].some((option) => option.className.match(/st-key-option-\S+-(\d+)(\s|$)/)?.[1] === String(digit - 1));
}

function drain() {
  if (waiting()) {
    requestAnimationFrame(drain);
    return;
  }
  const key = queue.shift();
  if (!key) return;
  const keyCode = key.charCodeAt(0);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code: `Digit${key}`, keyCode, which: keyCode, bubbles: true }));
  document.body.dispatchEvent(new KeyboardEvent("keyup", { key, code: `Digit${key}`, keyCode, which: keyCode, bubbles: true }));
  if (queue.length) requestAnimationFrame(drain);
}

function inTurn(event) {
  if (!/^[1-9]$/.test(event.key) || !document.querySelector(".st-key-options-pick")) return;
  if (waiting() || (queue.length && event.isTrusted)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (queue.push(event.key) === 1) requestAnimationFrame(drain);
  } else if (offered(event.key)) {
    pending = { count: picked(), since: performance.now() };
  }
}

// G and then a letter goes to another page, by the menu's own link where it is on the page.
const PATIENCE = 2000;
let gone = -PATIENCE;

function goTo(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("[role=dialog]")) return;
  const letter = event.key.toLowerCase();
  const name = performance.now() - gone < PATIENCE ? window.quizgenPage.pages[letter] : undefined;
  gone = letter === "g" ? performance.now() : -PATIENCE;
  if (name === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const links = [...document.querySelectorAll("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")];
  const link = links.find((one) => new URL(one.href).pathname.split("/").at(-1) === name);
  if (link) link.click();
  else location.assign(name || ".");
}

// What is typed and not handed in is kept in this tab, so that a refresh loses nothing; it is never handed in.
const DRAFT = "quizgen-draft";

function fieldsOf(draft) {
  return (draft?.fields ?? []).map((name) => document.querySelector(`.st-key-${CSS.escape(name)} input`));
}

function keepDraft(event) {
  const draft = window.quizgenPage.draft;
  if (event.isComposing || !fieldsOf(draft).includes(target(event))) return;
  const texts = fieldsOf(draft).map((field) => field?.value ?? "");
  sessionStorage.setItem(DRAFT, JSON.stringify({ question: draft.question, texts }));
}

function kept(question) {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}");
  return draft.question === question ? draft.texts : [];
}

function putBack(draft) {
  if (!draft.fields.length) {
    sessionStorage.removeItem(DRAFT);
    return;
  }
  const texts = kept(draft.question);
  if (!texts.some(Boolean)) return;
  const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  whenThere(() => fieldsOf(draft).every((field) => field && !field.disabled), () => {
    fieldsOf(draft).forEach((field, k) => {
      if (field.value || !texts[k]) return;
      put.call(field, texts[k]);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
}

function whenThere(ready, act) {
  const started = performance.now();
  const attempt = () => {
    if (ready()) act();
    else if (performance.now() - started < 3000) requestAnimationFrame(attempt);
  };
  attempt();
}

// A text field keeps Ctrl+Enter to itself; where a form has a button to save, it is meant for that.
function saveForm(field, event) {
  const button = field.closest("[data-testid=stForm]")?.querySelector("[class*=st-key-save-] button");
  if (!button || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  field.blur(); // hands over what is typed
  button.click();
}

function onKey(event) {
  const at = target(event);
  // An input method's Enter chooses a word; it must not submit what is half typed.
  if (event.isComposing || event.keyCode === 229) {
    if (event.key === "Enter") event.stopImmediatePropagation();
    return;
  }
  const typing = at.closest(EDITABLE);
  if (typing) {
    if (event.key === "Escape") typing.blur();
    if (event.key === "Enter") {
      nextField(typing, event);
      saveForm(typing, event);
    }
    giveUp(typing, event);
    return;
  }
  // Enter and Space belong to the control that has the focus, not to the page's main button as well.
  if ((event.key === "Enter" || event.key === " ") && at.closest(PRESSABLE)) {
    const button = at.closest("button");
    if (!button || !button.closest("[class*=st-key-main]")) event.stopImmediatePropagation();
    return;
  }
  // A key held down is pressed once.
  if (event.repeat) {
    event.stopImmediatePropagation();
    return;
  }
  inTurn(event);
  goTo(event);
  if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.querySelector("[data-testid=stFileUploader] button")?.click();
  }
  if (event.key === "?" && !document.querySelector("[role=dialog]")) {
    event.preventDefault();
    document.querySelector(".st-key-keys-open button")?.click();
  }
}

// Words of Streamlit's own that have no other way to a translation.
function inOwnWords({ menu, skip }) {
  document.querySelector("[data-testid=stExpandSidebarButton]")?.setAttribute("aria-label", menu);
  const link = document.querySelector("[data-testid=stSkipToContent]");
  if (link) link.textContent = skip;
}

function focusOn(name) {
  const find = () => document.querySelector(`.st-key-${CSS.escape(name)} :is(input, textarea):not(:disabled)`);
  whenThere(find, () => find().focus({ preventScroll: true }));
}

export default function ({ data }) {
  const page = (window.quizgenPage ??= {});
  if (!page.listening) {
    page.listening = true;
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("input", keepDraft);
    window.addEventListener("compositionend", keepDraft);
  }
  page.pages = data.pages;
  page.draft = data.draft;
  if (data.draft.question) putBack(data.draft);
  document.documentElement.lang = data.lang;
  inOwnWords(data.words);
  for (const [name, value] of Object.entries(data.cookies)) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; SameSite=Strict${secure}`;
  }
  if (page.turn !== data.turn) {
    page.turn = data.turn;
    if (data.focus) focusOn(data.focus);
  }
}
