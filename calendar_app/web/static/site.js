// The site works without this file; it only spares some clicks.
"use strict";

// Copies the address of a calendar.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = document.getElementById("copied");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Copied.";
    } catch {
      told.textContent = "Press Ctrl+C or ⌘C to copy.";
    }
  });
}

// Leaves empty fields out of the address of a filtered page.
for (const form of document.querySelectorAll("form[data-tidy]")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (!value.trim()) formData.delete(name);
    }
  });
}

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
