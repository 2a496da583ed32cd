// Covers the page at once, status words and all, in every window of the team in this browser,
// before Python has answered. It lifts when Python's page says that it is blanked itself, or a
// moment after Python has done what the key asked for: never because nobody answers.
const LIFT = 3000;
const DRAWN = 150;
const BLANKED = "[data-blanked], [data-room=blank]";

class Blanking {
  constructor(record, phrases, { answering, isBlanked }) {
    Object.assign(this, { phrases, answering, isBlanked });
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`equitykit/${record}`) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data);
  }

  // Blank all windows, until the action is done and drawn; when the page is blanked already,
  // the press means the opposite.
  press(action) {
    if (this.isBlanked()) return;
    this.action = action.id;
    this.cover();
    this.channel?.postMessage({ blank: action.id });
  }

  // Also for a page that was loaded again meanwhile, and sends the action once more.
  done(action) {
    this.channel?.postMessage({ done: action.id });
    if (action.id === this.action) setTimeout(() => this.lift(), DRAWN);
  }

  hear({ blank, done }) {
    if (blank) {
      this.action = blank;
      this.cover();
    } else if (done === this.action) {
      this.settled = Date.now();
    }
  }

  cover() {
    if (this.isBlanked()) return;
    if (!this.dialog?.isConnected) {
      const show = element("button", { type: "button", textContent: this.phrases.show });
      show.addEventListener("click", () => this.lift());
      this.dialog = element("dialog", { className: "live-blank" }, show);
      this.dialog.setAttribute("aria-label", this.phrases.blanked);
      document.body.append(this.dialog);
    }
    this.settled = 0;
    if (!this.dialog.open) this.dialog.showModal();
  }

  lift() { if (this.dialog?.open) this.dialog.close(); }

  // Asked a few times a second and after each drawing.
  look() {
    if (!this.dialog?.open) return;
    const over = this.settled && Date.now() - this.settled > LIFT && this.answering();
    if (this.isBlanked() || over) this.lift();
  }
}
