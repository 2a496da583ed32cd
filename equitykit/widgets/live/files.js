// A file that somebody chose, on its way to the kernel: part after part, each when the one
// before has arrived. It stays in no storage of the browser.
const PART_OF_A_FILE = 512 * 1024;

class Files {
  constructor(deliver) {
    this.deliver = deliver;
    this.going = null;
  }

  // The one file that is chosen in a form, with the name of its input.
  static chosenIn(form) {
    const input = [...form.querySelectorAll("input[type=file][name]")]
      .find((each) => !each.disabled && each.files.length);
    return input ? { name: input.name, file: input.files[0] } : null;
  }

  // `arrived` is called with the id under which the kernel has the file.
  send(file, control, arrived) {
    this.going = { id: newId(), file, control: control?.id || null, start: 0, arrived };
    return this.next();
  }

  async next() {
    const { going } = this;
    const { id, file, start } = going;
    let part = null;
    try {
      part = await file.slice(start, start + PART_OF_A_FILE).arrayBuffer();
    } catch {
      part = new ArrayBuffer(0); // taken away since it was chosen: the kernel says so
    }
    if (this.going === going) this.deliver({ type: "file", id, start, size: file.size }, [part]);
  }

  answered({ id, received }) {
    const { going } = this;
    if (going?.id !== id) return;
    going.start = received;
    if (received < going.file.size) { this.next(); return; }
    this.going = null;
    going.arrived(id);
  }

  refuse({ id }) {
    const { going } = this;
    if (going?.id !== id) return null;
    this.going = null;
    return going;
  }
}
