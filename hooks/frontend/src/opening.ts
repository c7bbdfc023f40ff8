// Opens a program that is too long for an address: the Playground keeps it as a gist, on the click.

async function shared(button: HTMLButtonElement, code: string): Promise<string> {
  const { playground, channel, edition } = button.dataset as Record<string, string>;
  const answer = await fetch(`${playground}/meta/gist`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  });
  const { id } = (await answer.json()) as { id?: string };
  if (!answer.ok || !id) throw new Error(`the Playground answered ${answer.status}`);
  const asked = new URLSearchParams({ version: channel!, mode: "debug", edition: edition!, gist: id });
  return `${playground}/?${asked}`;
}

async function open(button: HTMLButtonElement): Promise<void> {
  const status = button.nextElementSibling!;
  const program = button.parentElement!.querySelector("template")!.content.textContent ?? "";
  button.disabled = true;
  status.textContent = "Asking the Playground …";
  try {
    const link = document.createElement("a");
    link.href = await shared(button, program);
    link.textContent = "Your copy is ready: open it";
    link.rel = "external noopener noreferrer";
    status.replaceChildren(link);
    link.focus();
  } catch {
    status.textContent = "The Playground could not be reached. Try again in a while.";
    button.disabled = false;
    button.focus(); // which was lost while it could not be used
  }
}

/** Shows the buttons, which say nothing without scripts, and listens to them. */
export function opening(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button.bp-share");
    if (button) void open(button);
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.bp-share[hidden]")) button.hidden = false;
}
