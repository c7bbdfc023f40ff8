/* What a page can do with scripts that it cannot do without: open a program that is too long for an address.
   Everything else works without this file. Nothing is sent anywhere before the reader asks for it. */
(() => {
  "use strict";

  /** Stores the program as a gist through the Playground and returns the address that opens it. */
  async function shared(button, code) {
    const { playground, channel, edition } = button.dataset;
    const answer = await fetch(`${playground}/meta/gist`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code }),
    });
    const { id } = await answer.json();
    if (!answer.ok || !id) throw new Error(`the Playground answered ${answer.status}`);
    const asked = new URLSearchParams({ version: channel, mode: "debug", edition, gist: id });
    return `${playground}/?${asked}`;
  }

  async function open(button) {
    const status = button.nextElementSibling;
    const program = button.parentElement.querySelector("template").content.textContent;
    button.disabled = true;
    status.textContent = "Asking the Playground …";
    try {
      const link = document.createElement("a");
      link.href = await shared(button, program);
      link.textContent = "Your copy is ready: open it";
      link.rel = "external noopener noreferrer";
      status.replaceChildren(link);
      link.focus();
    } catch (error) {
      status.textContent = "The Playground could not be reached. Try again in a while.";
      button.disabled = false;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.bp-share");
    if (button) open(button);
  });
  const show = () => document.querySelectorAll("button.bp-share[hidden]").forEach((b) => { b.hidden = false; });
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", show) : show();
})();
