// @vitest-environment jsdom
import { expect, test } from "vitest";
import { endOfChange, ownHistory } from "./undo";

/** A field with a history, and what it is asked to do; `at` is the time in milliseconds. */
function field(value = "") {
  const input = document.createElement("input");
  input.value = value;
  document.body.append(input);
  ownHistory(input);
  let passed = 0;
  document.body.onkeydown = () => {
    passed++;
  };
  const type = (text: string, at: number) => {
    input.dispatchEvent(new Event("beforeinput"));
    input.value = text;
    const event = new Event("input", { bubbles: true });
    Object.defineProperty(event, "timeStamp", { value: at });
    input.dispatchEvent(event);
  };
  const press = (key: string, shiftKey = false) =>
    input.dispatchEvent(
      new KeyboardEvent("keydown", { key, ctrlKey: true, shiftKey, bubbles: true }),
    );
  return { input, type, press, passed: () => passed };
}

test("what is typed without a pause is one step, and comes back", () => {
  const { input, type, press, passed } = field("a");
  type("ab", 0);
  type("abc", 100);
  type("abcd", 5000);
  press("z");
  expect(input.value).toBe("abc");
  press("z");
  expect(input.value).toBe("a");
  press("z", true);
  press("y");
  expect(input.value).toBe("abcd");
  expect(passed()).toBe(0);
});

test("a step that there is not goes on to others", () => {
  const { input, type, press, passed } = field("a");
  press("z");
  type("ab", 0);
  press("z");
  press("z");
  expect(input.value).toBe("a");
  expect(passed()).toBe(2);
});

test("what was taken over by another hand is not brought back", () => {
  const { input, type, press, passed } = field();
  type("tag", 0);
  input.value = "";
  press("z");
  expect([input.value, passed()]).toEqual(["", 1]);
  type("x", 100);
  press("z");
  expect(input.value).toBe("");
});

test.each([
  ["ab", "abcd", 4],
  ["abcd", "ad", 1],
  ["ab", "xab", 1],
  ["", "", 0],
  ["aaa", "aa", 2],
])("the caret of %j turned to %j", (before, now, expected) => {
  expect(endOfChange(before, now)).toBe(expected);
});
