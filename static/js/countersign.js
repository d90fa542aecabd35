// What HTML cannot do by itself: copying, opening dialogs, closing menus, saying that a request failed.
// Everything here is an improvement: without it links lead to pages and forms are sent.

const on = (type, handler) => document.addEventListener(type, handler);

function reveal(root) {
  for (const button of root.querySelectorAll("[data-copy][hidden], [data-dismiss][hidden]")) button.hidden = false;
  for (const select of root.querySelectorAll("select[data-visitor-zone]")) tellInVisitorZone(select);
  for (const input of root.querySelectorAll("input[data-visitor-zone]")) input.value = visitorZone();
}

const visitorZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

// Nobody has chosen a zone yet: choose the browser's, and have the times told in it.
function tellInVisitorZone(select) {
  const zone = visitorZone();
  delete select.dataset.visitorZone;
  if (!zone || zone === select.value) return;
  if (![...select.options].some((option) => option.value === zone)) select.add(new Option(zone, zone));
  select.value = zone;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function say(text, tone) {
  const toast = document.createElement("div");
  toast.className = `toast toast--${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  toast.append(words);
  document.getElementById("toasts")?.replaceChildren(toast);
}

on("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.copy);
    return say("Copied.", "success");
  }

  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) return dismiss.closest(dismiss.dataset.dismiss)?.remove();

  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    return dialog.showModal();
  }
  if (event.target.closest("[data-close]")) return event.target.closest("dialog")?.close();

  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

on("change", (event) => event.target.closest("[data-submit]")?.form.requestSubmit());

on("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

on("htmx:sendError", () => say("The portal could not be reached. Nothing was sent; please try again.", "error"));
on("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401 || status === 403) return say("You are signed out or may not do this. Nothing was changed.", "error");
  say("The portal could not do that. Nothing was changed; please try again.", "error");
});
on("htmx:load", (event) => reveal(event.detail.elt));
on("DOMContentLoaded", () => {
  reveal(document);
  // On a phone the tabs scroll: the one that is open has to be in sight.
  const tab = document.querySelector(".tabs [aria-current]");
  if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
});

// A signature is drawn as strokes of straight lines between whole points: the path of an SVG image.
function pad(field) {
  const image = field.querySelector("svg"), path = image.firstElementChild, kept = field.querySelector("input");
  const point = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(image.getScreenCTM().inverse());
    const within = (value, most) => Math.min(Math.max(Math.round(value), 0), most);
    return `${within(at.x, 600)} ${within(at.y, 160)}`;
  };
  let last = "";
  const show = (drawing) => path.setAttribute("d", (kept.value = drawing));
  image.addEventListener("pointerdown", (event) => {
    image.setPointerCapture(event.pointerId);
    last = point(event);
    show(`${kept.value}M${last}L${last}`);
  });
  image.addEventListener("pointermove", (event) => {
    const next = point(event);
    if (!image.hasPointerCapture(event.pointerId) || next === last || kept.value.length > 7900) return;
    last = next;
    show(`${kept.value}L${next}`);
  });
  field.querySelector("[data-pad-clear]").addEventListener("click", () => show(""));
  field.hidden = false;
}

for (const field of document.querySelectorAll("[data-pad]")) pad(field);
