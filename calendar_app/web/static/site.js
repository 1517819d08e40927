// The site works without this file; it only spares some clicks.
"use strict";

// Leaves empty fields out of the address of a filtered page.
document.addEventListener("formdata", ({ target, formData }) => {
  if (!target.matches("[data-tidy]")) return;
  for (const [name, value] of [...formData]) {
    if (!value.trim()) formData.delete(name);
  }
});

// Closes an open choice with Escape or a click beside it.
const openChoices = () => document.querySelectorAll("details.choice[open]");
document.addEventListener("click", ({ target }) => {
  for (const choice of openChoices()) {
    if (!choice.contains(target)) choice.open = false;
  }
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const choice of openChoices()) {
    const inside = choice.contains(document.activeElement);
    choice.open = false;
    if (inside) choice.querySelector("summary").focus();
  }
});
