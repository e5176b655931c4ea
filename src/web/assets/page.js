/**
 * What a script adds to pages that work without one: lines of the plan are put in order by dragging or by arrow keys,
 * and a pair is made by dragging one side onto the other. It keeps nothing in the browser and asks nobody else.
 */
"use strict";
document.documentElement.classList.add("script");

const live = document.querySelector(".live");
const say = (text) => {
  if (live) live.textContent = text;
};

/* Putting lines in order */

const sections = document.querySelector("[data-move]");

async function keepOrder(item) {
  const body = new URLSearchParams({
    _: sections.dataset.token,
    id: item.dataset.id,
    to: String([...item.parentElement.children].indexOf(item)),
  });
  const answer = await fetch(sections.dataset.move, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
  }).catch(() => undefined);
  if (answer?.ok) say(sections.dataset.moved);
  else {
    say(sections.dataset.failed);
    location.reload();
  }
}

function dragLine(start) {
  const handle = start.target.closest(".handle");
  if (!handle || start.button !== 0) return;
  const item = handle.closest("li");
  const list = item.parentElement;
  const before = [...list.children].indexOf(item);
  let grip = start.clientY - item.getBoundingClientRect().top;
  item.classList.add("moving");
  handle.setPointerCapture(start.pointerId);
  const move = ({ clientY }) => {
    item.style.transform = "";
    // Its neighbours move past it, however many: taken out itself, it would let go of the pointer.
    const middle = clientY - grip + item.offsetHeight / 2;
    let other;
    while ((other = item.nextElementSibling) && middle > centre(other)) item.before(other);
    while ((other = item.previousElementSibling) && middle < centre(other)) item.after(other);
    const { top } = item.getBoundingClientRect();
    item.style.transform = `translateY(${clientY - grip - top}px)`;
  };
  const end = () => {
    handle.removeEventListener("pointermove", move);
    item.classList.remove("moving");
    item.style.transform = "";
    if ([...list.children].indexOf(item) !== before) void keepOrder(item);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("lostpointercapture", end, { once: true });
  start.preventDefault();
}

function centre(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function stepLine(event) {
  const handle = event.target.closest(".handle");
  if (!handle || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  const item = handle.closest("li");
  const other = event.key === "ArrowUp" ? item.previousElementSibling : item.nextElementSibling;
  event.preventDefault();
  if (!other) return;
  if (event.key === "ArrowUp") other.before(item);
  else other.after(item);
  handle.focus();
  void keepOrder(item);
}

if (sections) {
  sections.addEventListener("pointerdown", dragLine);
  sections.addEventListener("keydown", stepLine);
}

/* Making pairs */

const pairing = document.querySelector(".pairing");
const sentence = pairing?.querySelector("output");

function showPair() {
  const picked = (name) => pairing.querySelector(`input[name="${name}"]:checked + span`)?.textContent;
  const [cue, response] = [picked("cue"), picked("response")];
  const { cue: hint, half, both } = sentence.dataset;
  const text = !cue ? hint : response ? both : half;
  sentence.textContent = text.replace("%1", () => cue).replace("%2", () => response);
}

/** A chip that is moved by more than a tap's worth follows the finger; let go over the other side, it makes a pair. */
function dragChip(start) {
  const chip = start.target.closest(".chip");
  if (!chip || start.button !== 0) return;
  const side = chip.closest("fieldset");
  let ghost;
  let over;
  const move = (event) => {
    const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    if (!ghost && far < 8) return;
    if (!ghost) {
      ghost = chip.cloneNode(true);
      ghost.classList.add("ghost");
      ghost.querySelector("input").removeAttribute("name");
      document.body.append(ghost);
    }
    ghost.style.transform = `translate(${event.clientX - 40}px, ${event.clientY - 26}px)`;
    const below = document.elementFromPoint(event.clientX, event.clientY)?.closest(".chip");
    over?.classList.remove("over");
    over = below && below.closest("fieldset") !== side ? below : undefined;
    over?.classList.add("over");
  };
  const end = (event) => {
    for (const [name, listener] of listeners) document.removeEventListener(name, listener);
    ghost?.remove();
    over?.classList.remove("over");
    if (event.type !== "pointerup" || !ghost) return;
    if (over) for (const one of [chip, over]) one.querySelector("input").checked = true;
    showPair();
    // The tap that ends a drag must not pick once more.
    document.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    setTimeout(() => document.dispatchEvent(new Event("click")), 0);
  };
  const listeners = [
    ["pointermove", move],
    ["pointerup", end],
    ["pointercancel", end],
  ];
  for (const [name, listener] of listeners) document.addEventListener(name, listener);
}

if (pairing) {
  pairing.addEventListener("change", showPair);
  pairing.addEventListener("pointerdown", dragChip);
  showPair();
}

/* Pointing at pictures: the nearest mark says what it stands for */

/** As far as a fingertip is from what it means, in pixels. */
const reach = 28;

function pointAt({ clientX, clientY, currentTarget }) {
  let nearest;
  let best = reach;
  for (const title of currentTarget.querySelectorAll(":is(circle, path, rect) > title")) {
    const { left, right, top, bottom } = title.parentElement.getBoundingClientRect();
    const across = Math.max(left - clientX, 0, clientX - right);
    const down = Math.max(top - clientY, 0, clientY - bottom);
    const far = Math.hypot(across, down);
    if (far < best) [nearest, best] = [title, far];
  }
  for (const old of currentTarget.querySelectorAll(".pointed")) old.classList.remove("pointed");
  nearest?.parentElement.classList.add("pointed");
  currentTarget.nextElementSibling.textContent = nearest?.textContent ?? "";
}

for (const picture of document.querySelectorAll(".picture"))
  for (const kind of ["pointermove", "pointerdown"]) picture.addEventListener(kind, pointAt);
