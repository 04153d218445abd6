// The only file that speaks to the host.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Event, Replies, Request } from "./generated";

/** Name of a request. */
export type Command = Request["cmd"];

/** What a request takes. */
export type Args<C extends Command> = Extract<Request, { cmd: C }>["args"];

/** Sends one request; a rejected promise carries a `Failure`, see `errors.ts`. */
export function call<C extends Command>(cmd: C, args: Args<C>): Promise<Replies[C]> {
  return invoke<Replies[C]>("call", { request: { cmd, args } });
}

/** Hears what the core tells unasked, until the returned function is called. */
export function hear(listener: (event: Event) => void): Promise<() => void> {
  return listen<Event>("faircopy", (event) => listener(event.payload));
}

/** Tells the shell that the page has painted its first state, so that it shows the window. */
export function painted(): Promise<void> {
  return invoke<void>("painted");
}

/** Fills the screen with the window, or ends that. */
export function fillScreen(filled: boolean): Promise<void> {
  return invoke<void>("fill_screen", { filled });
}
