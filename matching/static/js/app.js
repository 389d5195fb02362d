// Small comforts. Every page works without this file: it moves focus, spares double clicks and speaks of failures.
"use strict";

(() => {
  const status = () => document.getElementById("status");

  // Focus: a form that came back, results that were swapped in, or the control one has just used.
  const focusFirst = (root) => {
    const goal = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
    if (goal) goal.focus({ preventScroll: false });
    return Boolean(goal);
  };

  let pressed = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[name]");
    pressed = button ? { name: button.name, value: button.value } : null;
  });

  const focusPressed = (root) => {
    if (!pressed) return false;
    const same = [...root.querySelectorAll(`button[name="${CSS.escape(pressed.name)}"]`)].find((b) => b.value === pressed.value);
    if (!same) return false;
    // At either end one arrow is disabled: the other one of the same card keeps the place.
    const goal = same.disabled ? same.parentElement.querySelector("button:not([disabled])") : same;
    goal?.closest("details")?.setAttribute("open", "");
    goal?.focus();
    return Boolean(goal);
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    if (root.closest?.("[data-poll]") || root.querySelector?.("[data-poll]")) return;
    if (root.querySelector?.("#error-summary")) focusFirst(root);
    else if (!focusPressed(document)) focusFirst(root);
  });

  // A poll rests while nobody looks.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && event.detail.elt.matches("[data-poll]")) event.preventDefault();
    else event.detail.target?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => event.detail.target?.removeAttribute("aria-busy"));

  // What htmx does not swap in must not vanish silently.
  const failed = () => {
    const region = status();
    if (!region) return;
    const note = document.createElement("p");
    note.className = "note bad small";
    note.textContent = region.dataset.failed;
    region.replaceChildren(note);
    note.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);

  // A second click while the first is on its way does nothing; the server holds the real lock.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    event.submitter?.classList.add("busy");
    setTimeout(() => release(form), 4000);
  });
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".busy").forEach((button) => button.classList.remove("busy"));
  };
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form");
    if (form) release(form);
  });

  // Menus close by Escape and by a click elsewhere.
  const closeMenus = (except) =>
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  document.addEventListener("click", (event) => closeMenus(event.target.closest?.("details.menu")));
  document.addEventListener("keydown", (event) => {
    const open = document.querySelector("details.menu[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // One press writes what would pass into its field; the panel answers as if it had been typed.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-fix]");
    const field = button && document.querySelector(`#slot-form [name="${CSS.escape(button.dataset.fix)}"]`);
    if (!field) return;
    field.value = button.dataset.value;
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Printing and copying need a script, so their buttons appear with it.
  const offer = (root) => {
    root.querySelectorAll("[data-print], [data-copy], [data-fix]").forEach((button) => (button.hidden = false));
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-print], [data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-print")) return print();
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    if (status()) status().textContent = button.dataset.done;
  });

  addEventListener("DOMContentLoaded", () => {
    offer(document);
    const summary = document.getElementById("error-summary");
    if (summary) summary.focus();
  });
  document.addEventListener("htmx:load", (event) => offer(event.detail.elt));
})();
