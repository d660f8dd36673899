// Sets a pin for the next comment by a click on the picture, or with the arrow keys while the picture has the focus.
const step = 0.02;
const board = () => document.querySelector(".board");
const form = () => document.querySelector("#comment");

function place(x, y) {
  if (!form()) return;
  const within = value => Math.min(1, Math.max(0, value));
  form().x.value = within(x).toFixed(4);
  form().y.value = within(y).toFixed(4);
  form().dataset.still = "";
  let pin = board().querySelector(".pin.new");
  if (!pin) {
    pin = Object.assign(document.createElement("span"), { className: "pin new", textContent: "+" });
    board().append(pin);
  }
  pin.style.left = form().x.value * 100 + "%";
  pin.style.top = form().y.value * 100 + "%";
  document.querySelector("#pinned").textContent =
    `Pinned ${Math.round(form().x.value * 100)} % across, ${Math.round(form().y.value * 100)} % down. Escape removes it.`;
}

function unpin() {
  board()?.querySelector(".pin.new")?.remove();
  form().x.value = form().y.value = "";
  delete form().dataset.still;
  const hint = document.querySelector("#pinned");
  hint.textContent = hint.dataset.hint;
}

document.addEventListener("click", event => {
  if (!event.target.closest(".board") || event.target.closest(".pin")) return;
  const box = board().getBoundingClientRect();
  place((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && form()?.x.value) unpin();
  const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step], Enter: [0, 0] }[event.key];
  if (!move || document.activeElement !== board() || !form()) return;
  event.preventDefault();
  const at = name => form()[name].value === "" ? 0.5 : Number(form()[name].value);
  place(at("x") + move[0], at("y") + move[1]);
});
