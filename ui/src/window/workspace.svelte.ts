// Starts the window and hands what the core tells to the part that it concerns.
import { tell, toasts } from "../design/toasts.svelte";
import { desk } from "../entry/desk.svelte";
import { call, hear } from "../ipc/client";
import { asFailure } from "../ipc/errors";
import type { Event, Failure, Recovered, Start } from "../ipc/generated";
import { library } from "../library/library.svelte";
import { pictures } from "../preview/pictures.svelte";
import { layout } from "./layout.svelte";
import { settings } from "./settings.svelte";

type Reloaded = Extract<Event, { event: "reloaded" }>["detail"];

class Workspace {
  ready = $state(false);
  posts = $state("");
  postsError = $state<string | null>(null);
  /** Why changes of the posts folder are heard of late, if so. */
  postsPolled = $state<string | null>(null);
  /** Texts that an earlier run kept and that stand in no file. */
  recovered = $state.raw<Recovered[]>([]);
  /** Whether the author decides later about them. */
  recoveryLater = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** Asks the core for everything that the first paint needs. */
  async start(): Promise<void> {
    try {
      await hear((event) => this.#heard(event));
      this.#take(await call("start", {}));
    } catch (reason) {
      this.failure = asFailure(reason);
    }
    this.ready = true;
  }

  /** Asks for another posts folder. */
  async choosePosts(): Promise<void> {
    try {
      await desk.shown?.settle();
      const start = await call("choose_posts", {});
      if (!start) return;
      desk.clear();
      this.#take(start);
    } catch (failure) {
      tell(failure);
    }
  }

  /** Looks at what may have changed where nothing tells of it, such as pictures of the blog. */
  lookAgain(): void {
    void desk.shown?.checks.check();
  }

  /** The author comes back to the window, perhaps from a file that the window follows. */
  cameBack(): void {
    this.lookAgain();
    if (this.ready) void settings.readAgain();
  }

  #take(start: Start): void {
    settings.current = start.settings;
    layout.set(start.ui);
    library.set(start.library);
    this.posts = start.posts;
    this.postsError = start.posts_error;
    this.postsPolled = start.posts_polled;
    this.recovered = start.recovered;
    this.recoveryLater = false;
    if (start.open) desk.take(start.open);
  }

  #reloaded({ entry: number, edit, patch, merged }: Reloaded): void {
    const entry = desk.find(number);
    entry?.sync.receive(edit, patch);
    if (entry && merged && patch.clashes?.length === 0) {
      toasts.add(
        "calm",
        `Another program changed ${entry.path}; its changes and yours are both in the text.`,
      );
    }
  }

  #heard(event: Event): void {
    switch (event.event) {
      case "library":
        return library.apply(event.detail.changes);
      case "pictures":
        pictures.folder += 1;
        return this.lookAgain();
      case "saved":
        return desk.find(event.detail.entry)?.saved(event.detail);
      case "reloaded":
        return this.#reloaded(event.detail);
      case "opened":
        return desk.take(event.detail);
      case "polled":
        this.postsPolled = event.detail.why;
        return;
      case "note":
        return toasts.add("calm", event.detail.message);
      case "moved": {
        const entry = desk.find(event.detail.entry);
        if (entry) entry.path = event.detail.path;
      }
    }
  }
}

export const workspace = new Workspace();
