"use strict";

// Copies what stands beside the button. Without this script one click selects it whole.
for (const box of document.querySelectorAll(".secret")) {
  const value = box.querySelector("[data-secret]");
  const button = box.querySelector("[data-copy]");
  const told = box.querySelector("[data-copied]");

  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(value);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  // Browsers give the clipboard to pages over https only; elsewhere it is selected, ready for the keys.
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value.textContent);
      told.textContent = "Copied";
    } catch {
      select();
      told.textContent = "Selected: copy it with Ctrl+C";
    }
  });
  button.hidden = false;
}
