import { expect, test } from "vitest";
import { isKey, shownKey } from "./keys";

test("keys are shown as they are printed on the keyboard", () => {
  expect(shownKey("Mod-Shift-p")).toBe("Ctrl+Shift+P");
  expect(shownKey("Mod--")).toBe("Ctrl+-");
  expect(shownKey("Shift-Alt-ArrowDown")).toBe("Shift+Alt+↓");
  expect(shownKey("F1")).toBe("F1");
});

test("a key is told from its neighbours", () => {
  const pressed = (key: string, held: string) =>
    ({
      key,
      ctrlKey: held.includes("c"),
      metaKey: false,
      altKey: held.includes("a"),
      shiftKey: held.includes("s"),
    }) as KeyboardEvent;
  expect(isKey("Mod-Shift-p", pressed("P", "cs"))).toBe(true);
  expect(isKey("Mod-p", pressed("P", "cs"))).toBe(false);
  expect(isKey("Mod-Shift-p", pressed("p", "c"))).toBe(false);
  expect(isKey("F1", pressed("F1", ""))).toBe(true);
  expect(isKey("F1", pressed("F1", "c"))).toBe(false);
  expect(isKey("Mod-+", pressed("+", "cs"))).toBe(true);
  expect(isKey("Mod--", pressed("-", "c"))).toBe(true);
  expect(isKey("Mod-0", pressed("0", "ca"))).toBe(false);
});
