/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Browsers do not say when they have taken it: a minute is ample.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
