"use strict";

// Who has had the page before them for a while has looked at it: next time they are told what changed since.
{
  const LOOK = 4000;
  const form = document.querySelector("form[data-looked]");
  let timer;

  const send = () => {
    document.removeEventListener("visibilitychange", watch);
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true });
  };

  const watch = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(send, LOOK);
  };

  if (form) {
    document.addEventListener("visibilitychange", watch);
    watch();
  }
}
