// Without this file the link of an event is selected and copied by hand.
"use strict";

{
  const field = document.getElementById("permalink");
  const button = field.nextElementSibling;
  const told = document.querySelector(".permalink-told");
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = told.dataset.copied;
    } catch { // only encrypted sites have a clipboard, and permission may be refused
      told.textContent = told.dataset.failed;
    }
  });
}
