// The time left of an exam; asks for a new run of the page when it is up.

export default function ({ data, parentElement, setTriggerValue }) {
  let face = parentElement.querySelector("p");
  if (!face) {
    face = document.createElement("p");
    face.setAttribute("role", "timer");
    parentElement.appendChild(face);
  }
  const offset = data.now - Date.now();
  let over = false;
  const show = () => {
    const left = Math.max(0, Math.round((data.deadline - Date.now() - offset) / 1000));
    const minutes = Math.floor(left / 60);
    face.textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
    face.setAttribute("aria-label", `${data.label} ${face.textContent}`);
    if (left === 0 && !over) {
      over = true;
      setTriggerValue("over", true);
    }
  };
  show();
  const beat = setInterval(show, 500);
  return () => clearInterval(beat);
}
