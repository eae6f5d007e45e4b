// Puts the brackets of a gap around what is selected in the text field in the container with key data.field, or takes them away.

function toggled(text) {
  return /[【】]/.test(text) ? text.replace(/[【】]/g, "") : `【${text}】`;
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  const mark = () => {
    const field = document.querySelector(`.st-key-${CSS.escape(data.field)} textarea`);
    if (!field || field.selectionStart === field.selectionEnd) return;
    const selected = field.value.slice(field.selectionStart, field.selectionEnd);
    if (selected.includes("\n")) return;
    field.focus();
    document.execCommand("insertText", false, toggled(selected));
  };
  // The field must not lose its selection to the button.
  button.onmousedown = (event) => event.preventDefault();
  button.onclick = mark;
  const onKey = (event) => {
    if (event.altKey && event.code === "KeyG") {
      event.preventDefault();
      mark();
    }
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
