// The controls of a section as text, and back.
const AT_ONCE = ["checkbox", "radio"];
const PICKED = ["date", "time", "datetime-local", "month", "week", "color", "range"];

const isChoice = (field) =>
  field.matches("select, fieldset") || AT_ONCE.includes(field.type);
const isPicked = (field) => PICKED.includes(field.type);
const isLine = (field) => field.matches("input:not([type=checkbox], [type=radio])");

function readValue(field) {
  if (field.matches("fieldset")) {
    const boxes = [...field.querySelectorAll("input[type=checkbox]")];
    if (boxes.length) {
      return JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.value));
    }
    return field.querySelector("input[type=radio]:checked")?.value ?? "";
  }
  if (field.type === "checkbox") return field.checked ? "true" : "";
  return field.value;
}

function writeValue(field, text) {
  if (readValue(field) === text) return;
  if (field.matches("fieldset")) {
    let chosen = [text];
    if (field.querySelector("input[type=checkbox]")) {
      try { chosen = JSON.parse(text); } catch { chosen = []; }
    }
    for (const box of field.querySelectorAll("input[type=checkbox], input[type=radio]")) {
      box.checked = chosen.includes(box.value);
    }
  } else if (field.type === "checkbox") {
    field.checked = text === "true";
  } else {
    field.value = text;
  }
}

// data-value-next-step="x" is {next_step: "x"}
function valuesOf(control) {
  return Object.fromEntries([...control.attributes]
    .filter(({ name }) => name.startsWith("data-value-"))
    .map(({ name, value }) => [name.slice("data-value-".length).replaceAll("-", "_"), value]));
}

// The named inputs of a form as text; boxes with one name as a list in JSON.
function formValues(form, submitter) {
  const values = {};
  for (const control of form.elements) {
    if (!control.name || control.disabled || control.closest("[data-private]")) continue;
    if (control.matches("button, [type=submit], [type=file], fieldset, output")) continue;
    const named = [...form.elements].filter((each) => each.name === control.name);
    if (control.type === "checkbox" && named.length > 1) {
      values[control.name] = JSON.stringify(
        named.filter((box) => box.checked).map((box) => box.value));
    } else if (control.type === "radio") {
      if (control.checked) values[control.name] = control.value;
    } else if (control.type === "checkbox") {
      values[control.name] = control.checked ? control.value : "";
    } else {
      values[control.name] = control.value;
    }
  }
  if (submitter?.name) values[submitter.name] = submitter.value;
  return { ...values, ...valuesOf(form), ...(submitter ? valuesOf(submitter) : {}) };
}

// Pasted text as lines: no empty ones, no bullets of other programs.
function linesOf(text) {
  return text.split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*[•◦▪*–-]\s+/, "").trim())
    .filter(Boolean);
}
