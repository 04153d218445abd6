import { ChangeSet, type Text } from "@codemirror/state";
import { expect, test } from "vitest";
import type { Edit, Failure, OpenedEntry, Patch, TextChange, WholeText } from "../ipc/generated";
import { fromTextChanges, toText } from "./changes";
import { Sync, type SyncHost } from "./sync";

const STALE: Failure = { code: "stale", message: "The text is another one.", hint: null };
const BROKEN: Failure = { code: "system", message: "The disk is full.", hint: null };

/** A core that answers when it is told to, and an editor. */
class Pair implements SyncHost {
  core: string;
  text: Text;
  revision = 0;
  edits: Edit[] = [];
  wholes: WholeText[] = [];
  failures: Failure[] = [];
  since: (ChangeSet | null)[] = [];
  sync = new Sync(7, 0, this);
  #answers: (() => void)[] = [];

  constructor(text: string) {
    this.core = text;
    this.text = toText(text);
  }

  type(from: number, to: number, insert: string): void {
    const changes = ChangeSet.of({ from, to, insert: toText(insert) }, this.text.length);
    // The editor tells of a change before it has it.
    this.sync.changed(changes);
    this.text = changes.apply(this.text);
  }

  edit(edit: Edit): Promise<Patch> {
    this.edits.push(edit);
    return this.#later(() => {
      if (edit.revision !== this.revision || edit.length !== this.core.length) throw STALE;
      return this.write(edit.changes);
    });
  }

  resync(whole: WholeText): Promise<OpenedEntry> {
    this.wholes.push(whole);
    return this.#later(() => {
      this.core = whole.text;
      this.revision++;
      return { text: this.core, revision: this.revision } as OpenedEntry;
    });
  }

  write(changes: TextChange[]): Patch {
    this.core = fromTextChanges(changes, this.core.length).apply(toText(this.core)).toString();
    this.revision++;
    return { revision: this.revision, patches: [] as Patch["patches"] } as Patch;
  }

  doc = () => this.text;
  patched = (_patch: Patch, _sent: ChangeSet, since: ChangeSet | null) => {
    this.since.push(since);
  };
  replaced = (_opened: OpenedEntry, since: ChangeSet | null) => {
    this.since.push(since);
  };
  merged = (shown: ChangeSet) => {
    this.text = shown.apply(this.text);
  };
  failed = (failure: Failure) => {
    this.failures.push(failure);
  };

  /** Lets the core answer the oldest open request. */
  async answer(failure?: Failure): Promise<void> {
    // A whole text is read once the editor has what it told.
    if (this.#answers.length === 0) await Promise.resolve();
    this.#fail = failure ?? null;
    this.#answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  }

  #fail: Failure | null = null;

  #later<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#answers.push(() => {
        try {
          if (this.#fail) throw this.#fail;
          resolve(work());
        } catch (failure) {
          reject(failure);
        }
      });
    });
  }
}

test("one request is in flight, and what is typed meanwhile goes as one", async () => {
  const pair = new Pair("ab");
  pair.type(2, 2, "c");
  pair.type(3, 3, "d");
  pair.type(4, 4, "e");
  expect(pair.edits).toHaveLength(1);
  await pair.answer();
  expect(pair.edits).toHaveLength(2);
  expect(pair.edits[1]).toEqual({
    entry: 7,
    revision: 1,
    length: 3,
    changes: [{ from: 3, to: 3, insert: "de" }],
  });
  expect(pair.since[0]?.length).toBe(3);
  await pair.answer();
  expect(pair.core).toBe("abcde");
  expect(pair.sync.idle).toBe(true);
});

test("an edit tells the length it applies to, each line break as one unit", async () => {
  const pair = new Pair("a\nb");
  pair.type(1, 2, "\n\n");
  expect(pair.edits[0]).toMatchObject({ length: 3, changes: [{ from: 1, to: 2, insert: "\n\n" }] });
});

test("a stale answer sends the whole text once", async () => {
  const pair = new Pair("ab");
  pair.core = "something else";
  pair.type(2, 2, "c");
  pair.type(3, 3, "d");
  await pair.answer();
  expect(pair.wholes).toEqual([{ entry: 7, revision: 0, text: "abcd" }]);
  pair.type(4, 4, "e");
  await pair.answer();
  expect(pair.edits.at(-1)).toMatchObject({ revision: 1, length: 4 });
  await pair.answer();
  expect(pair.core).toBe("abcde");
  expect(pair.failures).toEqual([]);
});

test("flush waits for all that is under way", async () => {
  const pair = new Pair("");
  pair.type(0, 0, "a");
  pair.type(1, 1, "b");
  let flushed = false;
  const flush = pair.sync.flush().then(() => {
    flushed = true;
  });
  await pair.answer();
  expect(flushed).toBe(false);
  await pair.answer();
  await flush;
  expect(pair.core).toBe("ab");
});

test("a refused text is told, and the next change sends the whole", async () => {
  const pair = new Pair("");
  pair.type(0, 0, "a");
  const flush = pair.sync.flush();
  const refused = expect(flush).rejects.toBe(BROKEN);
  await pair.answer(BROKEN);
  await refused;
  expect(pair.failures).toEqual([BROKEN]);
  pair.type(1, 1, "b");
  await pair.answer();
  expect(pair.core).toBe("ab");
});

test("what another program wrote is merged and not sent back", async () => {
  const pair = new Pair("one two");
  const changes = [{ from: 0, to: 3, insert: "three" }];
  pair.sync.receive({ revision: 0, changes }, pair.write(changes));
  expect(pair.text.toString()).toBe("three two");
  expect(pair.edits).toHaveLength(0);
  pair.type(9, 9, "!");
  await pair.answer();
  expect(pair.core).toBe("three two!");
});

test("what another program wrote after an edit under way waits for its answer", async () => {
  const pair = new Pair("one two");
  pair.type(7, 7, "!");
  pair.type(8, 8, "?");
  const changes = [{ from: 0, to: 3, insert: "three" }];
  const answered = pair.answer();
  pair.sync.receive({ revision: 1, changes }, pair.write(changes));
  expect(pair.text.toString()).toBe("one two!?");
  await answered;
  expect(pair.text.toString()).toBe("three two!?");
  await pair.answer();
  expect(pair.core).toBe("three two!?");
});

test("what another program wrote before an edit arrived is kept by the whole text", async () => {
  const pair = new Pair("one two");
  const changes = [{ from: 0, to: 3, insert: "three" }];
  pair.type(7, 7, "!");
  pair.sync.receive({ revision: 0, changes }, pair.write(changes));
  await pair.answer();
  await pair.answer();
  expect(pair.core).toBe("three two!");
  expect(pair.text.toString()).toBe("three two!");
});
