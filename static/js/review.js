"use strict";

// Keys for those who review all day. Without this script every act has its link or button.
{
  const OFF = "review-keys-off";
  const help = document.querySelector("[data-keys]");
  const keySwitch = document.querySelector("[data-keys-switch]");
  const reason = document.querySelector("textarea[name='reason']");
  const rows = [...document.querySelectorAll("[data-row]")];
  const acts = [...document.querySelectorAll("button[data-key]")];
  const looks = new Map(acts.map((button) => [button, button.className]));
  const aimLine = document.querySelector("[data-aim]");
  const count = document.querySelector("[data-count]");
  const selectAll = document.querySelector("[data-select-all]");
  let areOff = localStorage.getItem(OFF) !== null;
  let aimed = null;

  const boxOf = (row) => row.closest("tr").querySelector("input[name='report']");
  const findRow = () => rows.findIndex((row) => row.closest("tr").contains(document.activeElement));
  const boxes = () => rows.map(boxOf).filter((box) => box);
  const showCount = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    count.textContent = chosen ? `${chosen} of ${boxes().length} selected` : "none selected";
    selectAll.textContent = chosen === boxes().length ? "Select none" : `Select all ${boxes().length}`;
  };
  const showSwitch = () => {
    help.classList.toggle("keys--off", areOff);
    keySwitch.textContent = areOff ? "Switch the keys on" : "Switch the keys off";
  };

  const moveBy = (step) => {
    const at = findRow();
    const to = at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[to].focus();
  };

  const select = () => {
    const row = rows[findRow()];
    if (row && boxOf(row)) boxOf(row).checked = !boxOf(row).checked;
    if (count) showCount();
  };

  // While a key waits for its reason, its act stands out and no other one does.
  const aim = (button) => {
    aimed = button;
    for (const one of acts) {
      one.className = looks.get(one);
      if (button && one !== button) one.classList.replace("button--primary", "button--secondary");
    }
    if (button && !button.matches(".button--danger")) {
      button.classList.replace("button--secondary", "button--primary");
    }
    aimLine.hidden = !button;
    if (button) aimLine.textContent = `${button.textContent.trim()}: enter the reason, then press Ctrl+Enter.`;
  };

  // In the list a decision is about the boxes that are checked, or else about the line in focus.
  const selectSomething = () => {
    const isAny = rows.some((row) => boxOf(row)?.checked);
    if (rows.length && !isAny) select();
  };

  const decide = (button) => {
    selectSomething();
    if (button.dataset.reason && !reason.value.trim()) {
      aim(button);
      // The bar of the list is in sight wherever the page stands.
      reason.focus({ preventScroll: Boolean(count) });
    } else {
      button.click();
    }
  };

  const act = (key) => {
    if (rows.length && (key === "j" || key === "k")) return moveBy(key === "j" ? 1 : -1);
    if (rows.length && key === "s") return select();
    const found = document.querySelector(`[data-key="${key}"]`);
    if (!found) return false;
    return found.matches("button") ? decide(found) : found.click();
  };

  const isTyping = (target) => target.matches("textarea, select, input:not([type='checkbox'])");

  const onKey = (event) => {
    if (event.target === reason && event.key === "Escape") {
      if (aimed) aim(null);
      return reason.blur();
    }
    if (event.target === reason && event.ctrlKey && event.key === "Enter" && aimed) {
      return aimed.click();
    }
    if (areOff || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key) !== false) event.preventDefault();
  };

  if (help) {
    help.hidden = false;
    showSwitch();
    document.addEventListener("keydown", onKey);
    keySwitch.addEventListener("click", () => {
      areOff = !areOff;
      if (areOff) localStorage.setItem(OFF, "yes");
      else localStorage.removeItem(OFF);
      showSwitch();
    });
  }

  if (count) {
    document.addEventListener("change", showCount);
    selectAll.addEventListener("click", () => {
      const isAll = boxes().every((box) => box.checked);
      for (const box of boxes()) box.checked = !isAll;
      showCount();
    });
    selectAll.hidden = false;
    showCount();
  }
}
