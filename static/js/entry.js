"use strict";

// The server reckons the same when the form is sent; this only shows it earlier.
{
  const reckoned = document.querySelector("[data-reckoned]");
  const flows = { arrivals: 1, departures: -1 };

  const read = (code) => {
    const typed = document.getElementById(`${code}-value`)?.value.replace(/[\s,']/g, "") || "0";
    const isTotal = document.getElementById(`${code}-total`)?.checked;
    return isTotal || !/^\d+$/.test(typed) ? NaN : Number(typed);
  };

  const show = () => {
    const sum = Object.entries(flows).reduce(
      (level, [code, sign]) => level + sign * read(code),
      Number(reckoned.dataset.before),
    );
    reckoned.textContent = Number.isNaN(sum) ? "–" : sum.toLocaleString("en-GB");
  };

  if (reckoned) {
    document.addEventListener("input", (event) => {
      if (/^(arrivals|departures)-(value|total)$/.test(event.target.id)) show();
    });
  }
}

// What says nothing need not travel over a weak network: what is not sent is not reported.
for (const form of document.querySelectorAll("form.form")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      const [code, control] = name.split("-");
      const isSilent =
        value === "" ||
        (control === "qualifier" && value === "exact") ||
        (control === "household_size" && !formData.get(`${code}-households`));
      if (control && isSilent) formData.delete(name);
    }
  });
}
