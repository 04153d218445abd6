// @vitest-environment jsdom
import { expect, test } from "vitest";
import { silenceTooltips } from "./tooltips";

test("a pressed button has no tooltip until the pointer leaves it", () => {
  document.body.innerHTML = '<button title="New entry"><i>+</i></button><p>text</p>';
  const [button, sign, text] = ["button", "i", "p"].map((name) => document.querySelector(name));
  const leave = silenceTooltips(document);
  const tell = (element: Element | null | undefined, type: string) =>
    element?.dispatchEvent(new Event(type, { bubbles: true }));
  tell(sign, "pointerdown");
  expect(button?.getAttribute("title")).toBeNull();
  tell(sign, "pointerover");
  expect(button?.getAttribute("title")).toBeNull();
  tell(text, "pointerover");
  expect(button?.getAttribute("title")).toBe("New entry");
  leave();
});
