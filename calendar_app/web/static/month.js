// The month works without this file: arrow keys go from day to day, and pass over those without events.
"use strict";

const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const days = new Map([...document.querySelectorAll(".month [data-day]")].map((link) => [Number(link.dataset.day), link]));

document.querySelector(".month").addEventListener("keydown", (event) => {
  const link = event.target.closest("[data-day]");
  const step = steps[event.key];
  if (!link || !step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  for (let day = Number(link.dataset.day) + step; day >= 1 && day <= 31; day += step) {
    if (days.has(day)) {
      days.get(day).focus();
      return;
    }
  }
});
