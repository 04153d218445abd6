// One export: from the blog's folder over the plan to the receipt.

import { desk } from "../entry/desk.svelte";
import { putRight } from "../entry/mend";
import type { OpenEntry } from "../entry/open.svelte";
import { call } from "../ipc/client";
import { asFailure, TREATMENT } from "../ipc/errors";
import type { ExportPlan, ExportReceipt, Failure, Finding } from "../ipc/generated";
import { library } from "../library/library.svelte";

/** How far the export is. */
export type Step =
  | { kind: "working"; what: string }
  | { kind: "no_blog" }
  | { kind: "plan"; plan: ExportPlan; takesBack: boolean }
  | { kind: "done"; receipt: ExportReceipt }
  | { kind: "failed" };

export class ExportOfEntry {
  step = $state.raw<Step>({ kind: "working", what: "Looking at the blog" });
  failure = $state.raw<Failure | null>(null);
  readonly #entry: OpenEntry;

  constructor(entry: OpenEntry) {
    this.#entry = entry;
  }

  /** Whether the shown plan may be written. */
  get ready(): boolean {
    if (this.step.kind !== "plan") return false;
    const { findings, nothing_to_do } = this.step.plan;
    return !nothing_to_do && findings.every(({ level }) => level !== "error");
  }

  /** Works out what the export would write. */
  plan(): Promise<void> {
    return this.#run("Looking at the blog", async () => {
      await this.#entry.settle();
      const plan = await call("export_plan", { entry: this.#entry.number });
      this.step = { kind: "plan", plan, takesBack: false };
    });
  }

  /** Whether the blog has a post of the entry, which can be taken out again. */
  get exported(): boolean {
    const state = library.inBlog.get(this.#entry.path);
    return state !== undefined && state !== "draft" && state !== "missing";
  }

  /** Works out what taking the entry out of the blog would remove. */
  planRemoval(): Promise<void> {
    return this.#run("Looking at the blog", async () => {
      await this.#entry.settle();
      const plan = await call("unexport_plan", { entry: this.#entry.number });
      this.step = { kind: "plan", plan, takesBack: true };
    });
  }

  /** Has a finding put right in the entry, and plans anew. */
  async putRight(finding: Finding): Promise<void> {
    await putRight(this.#entry, finding);
    await this.plan();
  }

  /** Writes the plan that is shown. */
  apply(): Promise<void> {
    return this.#run("Writing", async () => {
      const receipt = await call("export_apply", { entry: this.#entry.number });
      this.step = { kind: "done", receipt };
      void library.compare();
    });
  }

  /** Asks for the blog's folder, or makes a practice blog, and plans with it. */
  async chooseBlog(how: "choose_blog" | "make_practice_blog"): Promise<void> {
    const before = this.step;
    await this.#run("Waiting for the folder", async () => {
      const { folder } =
        how === "choose_blog" ? await call(how, {}) : await call(how, { folder: null });
      if (folder === null) {
        this.step = before;
        return;
      }
      desk.renderAgain();
      void library.compare();
      await this.plan();
    });
    if (this.failure && this.step.kind === "failed") this.step = before;
  }

  async #run(what: string, work: () => Promise<void>): Promise<void> {
    this.failure = null;
    this.step = { kind: "working", what };
    try {
      await work();
    } catch (reason) {
      const failure = asFailure(reason);
      const asks = TREATMENT[failure.code].action === "ask_for_blog";
      this.failure = asks ? null : failure;
      this.step = { kind: asks ? "no_blog" : "failed" };
    }
  }
}
