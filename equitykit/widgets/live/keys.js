// Keys that press the buttons which name them in data-key, such as those of a presentation
// clicker. While somebody types, only F-keys and Ctrl combinations do, and of these not the
// ones that edit the text.
const EDITS = /^Ctrl\+(Shift\+)?([acvxyz]|Arrow\w+|Home|End|Backspace|Delete|Insert|Enter)$/i;
const NOT_TYPED = ["button", "checkbox", "radio", "submit", "reset", "range", "color", "file"];

function isTyping(target) {
  if (!target?.matches) return false;
  if (target.matches("input")) return !NOT_TYPED.includes(target.type);
  return target.matches("textarea, select") || target.isContentEditable;
}

function nameOfKey(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift}${key}`;
}

// Whether the key was used.
function pressKey(event, roots) {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.key === undefined) return false;
  const name = nameOfKey(event);
  const always = /^(Ctrl\+|Alt\+|Shift\+)*F\d+$/.test(name)
    || (name.startsWith("Ctrl+") && !EDITS.test(name));
  const choice = event.target?.matches?.("input[type=checkbox], input[type=radio]")
    && /^(Arrow| )/.test(event.key);
  if ((isTyping(event.target) && !always) || choice) return false;
  // on a long page a clicker's key first reads on: only at its end does it lead on
  const { scrollTop, scrollHeight, clientHeight } = document.scrollingElement;
  if (name === "PageDown" && scrollTop + clientHeight < scrollHeight - 2) return false;
  if (name === "PageUp" && scrollTop > 2) return false;
  const named = (each) => each.dataset.key.split(/\s+/).some(
    (key) => key === name || key.toLowerCase() === name.toLowerCase());
  for (const root of roots) {
    const button = [...root.querySelectorAll("[data-key]")].find(
      (each) => named(each) && !each.disabled && each.checkVisibility());
    if (button) {
      event.preventDefault();
      button.click();
      return true;
    }
  }
  const help = name === "?" && roots.map((root) => root.querySelector("dialog[data-keys]")).find(Boolean);
  if (!help) return false;
  event.preventDefault();
  if (help.open) help.close(); else help.showModal();
  return true;
}
