interface Saved {
  readonly name: string;
  readonly type: string;
}

/** Fetches what an address answers in a form, and lets the browser keep it as a file. */
export async function saveAs(address: string, { name, type }: Saved): Promise<void> {
  const answer = await fetch(address, { headers: { accept: type } });
  if (!answer.ok) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
