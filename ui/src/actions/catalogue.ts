// All actions: what the palette, the sheet of shortcuts, the toolbar and tooltips are made of.
import { shownKey } from "../design/keys";
import { TEXT_ACTIONS } from "../editor/actions";
import { desk } from "../entry/desk.svelte";
import { WINDOW_ACTIONS } from "../window/actions";
import { type Action, isTextAction } from "./action";

export const ACTIONS: readonly Action[] = [...WINDOW_ACTIONS, ...TEXT_ACTIONS];

const byId = new Map(ACTIONS.map((action) => [action.id, action]));

/** An action by its id; asking for one that is not there is a fault of this program. */
export function actionOf(id: string): Action {
  const action = byId.get(id);
  if (!action) throw new Error(`there is no action ${id}`);
  return action;
}

/** Its key as it is shown; an empty text where it has none. */
export function keyOf({ keys }: Action): string {
  return keys?.[0] ? shownKey(keys[0]) : "";
}

/** The tooltip of a button that runs an action. */
export function tip(id: string): string {
  const action = actionOf(id);
  const key = keyOf(action);
  return (action.does ?? action.name) + (key === "" ? "" : ` (${key})`);
}

/** Whether an action can be done now, where the caret is. */
export function canRun(action: Action): boolean {
  if (!isTextAction(action)) return action.can?.() ?? true;
  const { shown } = desk;
  if (!shown?.view) return false;
  return action.fits?.(shown.editor) ?? true;
}

/** Runs an action; one on the text gives the text the keyboard. */
export function perform(action: Action): void {
  if (!isTextAction(action)) return action.run();
  const view = desk.shown?.view;
  if (!view) return;
  view.focus();
  action.command(view);
}
