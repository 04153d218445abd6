// @vitest-environment jsdom
import { expect, test } from "vitest";
import { hideTooltipsOnPress } from "./tooltips";

hideTooltipsOnPress(document);

test("a pressed button has no tooltip until the pointer leaves it", () => {
  document.body.innerHTML = '<button title="Save"><svg></svg></button>';
  const button = document.querySelector("button") as HTMLButtonElement;
  button.firstElementChild?.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  expect(button.title).toBe("");
  button.dispatchEvent(new Event("pointerleave"));
  expect(button.title).toBe("Save");
});

test("a tooltip that says something new meanwhile stays", () => {
  document.body.innerHTML = '<button title="Show"></button>';
  const button = document.querySelector("button") as HTMLButtonElement;
  button.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  button.title = "Hide";
  button.dispatchEvent(new Event("pointerleave"));
  expect(button.title).toBe("Hide");
});
