// Without this file the box is a <details>, and addresses are selected and copied by hand.
"use strict";

{
  const SHOWN = 2500; // milliseconds

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // only encrypted sites have a clipboard, and permission may be refused
      const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "sr-only" });
      button.after(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      button.focus();
      return copied;
    }
  };

  const tell = (button, copied) => {
    const told = button.closest("dialog, main").querySelector("[data-told]");
    told.textContent = copied ? told.dataset.told : told.dataset.failed;
    told.classList.toggle("sr-only", copied);
    const label = button.firstChild;
    const usual = button.dataset.usual ??= label.data;
    if (copied) label.data = `${button.dataset.done} `;
    setTimeout(() => {
      label.data = usual;
      if (copied) told.textContent = "";
    }, SHOWN);
  };

  const asDialog = (details) => {
    const dialog = Object.assign(document.createElement("dialog"), { className: "subscribe-dialog" });
    const summary = details.querySelector("summary");
    const opener = Object.assign(document.createElement("button"), { type: "button", id: details.id, className: summary.className });
    const heading = details.querySelector("h2");
    const close = details.querySelector("[data-close]");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.append(...summary.childNodes);
    heading.tabIndex = -1;
    heading.autofocus = true;
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.append(details.querySelector(".subscribe-body"));
    close.hidden = false;
    details.replaceWith(opener, dialog);

    const open = () => { if (!dialog.open) dialog.showModal(); };
    const openIfAsked = () => { if (opener.isConnected && location.hash === `#${opener.id}`) open(); };
    opener.addEventListener("click", open);
    close.addEventListener("click", () => dialog.close());
    // A click closes only where it also began beside the box: text is selected beyond its edge.
    let beside = false;
    dialog.addEventListener("pointerdown", ({ target }) => { beside = target === dialog; });
    dialog.addEventListener("click", ({ target }) => { if (beside && target === dialog) dialog.close(); });
    addEventListener("hashchange", openIfAsked);
    if (details.open) open();
    openIfAsked();
  };

  const prepare = () => {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async () => tell(button, await copy(button.dataset.copy, button)));
    }
    for (const field of document.querySelectorAll(".address-row :is(input, textarea)")) {
      field.addEventListener("focus", () => field.select());
    }
    const box = document.querySelector("details.subscribe");
    if (box && HTMLDialogElement.prototype.showModal) asDialog(box);
  };
  prepare();
  document.addEventListener("shown", prepare); // by agenda.js
}
