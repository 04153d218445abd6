// What an action of the window is: its name, its keys, what it does.
import type { Command } from "@codemirror/view";
import type { IconName } from "../design/icons";

/** Where the sheet of shortcuts and the palette list an action. */
export type Group = "Window" | "Entry" | "Writing" | "Format" | "Table" | "Find" | "Lines";

export interface Described {
  /** Name of its own, never shown. */
  id: string;
  /** What it is called wherever it is listed. */
  name: string;
  group: Group;
  /** Its keys as CodeMirror names them; the first is the one that is shown. */
  keys?: readonly string[];
  /** What it does, where the name does not say all. */
  does?: string;
  icon?: IconName;
  /** A key whose meaning hangs on the caret, such as Tab: the palette has no use for it. */
  keyOnly?: boolean;
}

/** Something done to the text, in the editor that has it. */
export interface TextAction extends Described {
  command: Command;
  /** Whether it can be done where the caret is. */
  fits?: (state: Parameters<Command>[0]["state"]) => boolean;
  /** A command that must stand before or behind others on the same key. */
  rank?: "first" | "last";
}

/** Something that the window does. */
export interface WindowAction extends Described {
  run: () => void;
  /** Whether it can be done now; always where absent. */
  can?: () => boolean;
}

export type Action = TextAction | WindowAction;

/** Whether an action is done to the text. */
export function isTextAction(action: Action): action is TextAction {
  return "command" in action;
}
