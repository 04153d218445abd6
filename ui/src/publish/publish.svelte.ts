// Sending an exported entry to the blog's repository: what there is to send, the push, what came of it.
import type { OpenEntry } from "../entry/open.svelte";
import { call, hear } from "../ipc/client";
import { asFailure } from "../ipc/errors";
import type { Failure, Published, PublishOffer } from "../ipc/generated";

/** How far it is. */
export type PublishStep =
  | { kind: "looking" }
  | { kind: "none" }
  | { kind: "offer"; offer: PublishOffer }
  | { kind: "working"; progress: string }
  | { kind: "done"; published: Published };

/** What mail can be sent to, roughly: git takes anything. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

export class PublishOfEntry {
  step = $state.raw<PublishStep>({ kind: "looking" });
  failure = $state.raw<Failure | null>(null);
  message = $state("");
  /** Whether the entry goes to a branch of its own. */
  apart = $state(false);
  branch = $state("");
  /** The branch that the blog's folder is on. */
  checkedOut = $state("");
  /** Whether the author says who commits. */
  naming = $state(false);
  name = $state("");
  email = $state("");
  readonly #entry: OpenEntry;
  #stopHearing: Promise<() => void> | null = null;

  constructor(entry: OpenEntry) {
    this.#entry = entry;
  }

  /** Looks at the repository, and takes up the names it proposes. */
  async look(): Promise<void> {
    try {
      const offer = await call("publish_offer", { entry: this.#entry.number });
      this.message ||= offer.message;
      this.branch ||= offer.own_branch;
      this.checkedOut = offer.branch;
      this.name ||= offer.author?.name ?? "";
      this.email ||= offer.author?.email ?? "";
      this.naming ||= offer.author === null;
      this.step = { kind: "offer", offer };
    } catch (reason) {
      this.failure = asFailure(reason);
      this.step = { kind: "none" };
    }
  }

  /** Whether there is anything to do, and all that git wants to know is said. */
  ready(push: boolean): boolean {
    if (this.step.kind !== "offer") return false;
    const { files, unsent, remote } = this.step.offer;
    const named = !this.naming || (this.name.trim() !== "" && ADDRESS.test(this.email.trim()));
    const wanted = this.message.trim() !== "" && (!this.apart || this.branch.trim() !== "");
    const something = files.length > 0 || (push && unsent);
    return named && wanted && something && (!push || remote !== null);
  }

  /** Commits, pushes if so wished, and brings in first what the remote has more if so wished. */
  async publish(push: boolean, pull = false): Promise<void> {
    if (this.step.kind !== "offer") return;
    this.failure = null;
    this.step = { kind: "working", progress: "" };
    this.#listen();
    try {
      if (this.naming) await this.#sayWho();
      const branch = this.apart ? this.branch.trim() : null;
      const args = { entry: this.#entry.number, message: this.message.trim(), branch, push, pull };
      this.step = { kind: "done", published: await call("publish", args) };
    } catch (reason) {
      this.failure = asFailure(reason);
      await this.#lookAgain();
    } finally {
      this.leave();
    }
  }

  stop(): void {
    void call("stop_publish", {});
  }

  /** Hears no more of a push. */
  leave(): void {
    void this.#stopHearing?.then((stop) => stop());
    this.#stopHearing = null;
  }

  async #sayWho(): Promise<void> {
    await call("set_identity", { name: this.name.trim(), email: this.email.trim() });
    this.naming = false;
  }

  // What failed may have been committed: what there is to do is looked up anew.
  async #lookAgain(): Promise<void> {
    const { failure } = this;
    await this.look();
    this.failure = failure;
  }

  #listen(): void {
    this.#stopHearing = hear((event) => {
      if (event.event !== "publishing" || this.step.kind !== "working") return;
      this.step = { kind: "working", progress: event.detail.progress };
    });
  }
}
