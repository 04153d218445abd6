// What the window does about each kind of failure.
import type { Failure, FailureCode } from "./generated";

/** How a failure is told and what is offered. */
export interface Treatment {
  /** Colour and urgency of the message. */
  tone: "calm" | "warning" | "error";
  /** Where it shows; `none` is settled without the author, `field` beside what was typed. */
  place: "toast" | "dialog" | "field" | "none";
  /** What the window does by itself. */
  action: "none" | "send_whole_text" | "ask_for_blog";
}

/** The one table of failures. */
export const TREATMENT: Record<FailureCode, Treatment> = {
  stale: { tone: "calm", place: "none", action: "send_whole_text" },
  no_blog: { tone: "calm", place: "dialog", action: "ask_for_blog" },
  behind: { tone: "warning", place: "dialog", action: "none" },
  field: { tone: "calm", place: "field", action: "none" },
  author: { tone: "warning", place: "toast", action: "none" },
  system: { tone: "error", place: "toast", action: "none" },
  internal: { tone: "error", place: "toast", action: "none" },
};

/** Reads whatever a promise was rejected with as a failure. */
export function asFailure(reason: unknown): Failure {
  if (isFailure(reason)) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  return {
    code: "internal",
    message: `Something went wrong inside Faircopy: ${message}`,
    hint: "Your text is kept. Please report this.",
  };
}

function isFailure(reason: unknown): reason is Failure {
  return (
    typeof reason === "object" &&
    reason !== null &&
    "message" in reason &&
    "code" in reason &&
    String(reason.code) in TREATMENT
  );
}
