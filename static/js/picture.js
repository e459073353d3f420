/* Saves the drawing of a chart as a picture (PNG), for charts that no other script draws.

   Needs a list of links with <button data-drawing-picture> in an item that is hidden without a script, and beside it the
   form that answers with the drawing (SVG), told that a PNG is made of it. Where it cannot be painted the drawing is saved
   itself. */
"use strict";

(() => {
  const FINE = 2;

  const paint = async (blob) => {
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = FINE * image.naturalWidth;
    canvas.height = FINE * image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  };

  const save = async (form) => {
    const asked = new FormData(form);
    asked.set("into", "png");
    const answer = await fetch(form.action, { method: "POST", body: asked });
    const name = /filename=(.+)\.svg/.exec(answer.headers.get("Content-Disposition"))[1];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await paint(await answer.blob()));
    link.download = `${name}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  document.querySelectorAll("[data-drawing-picture]").forEach((button) => {
    const form = button.closest("ul").querySelector('form[action*=".svg"]');
    button.parentElement.hidden = false;
    button.addEventListener("click", () => { save(form).catch(() => form.submit()); });
  });
})();
