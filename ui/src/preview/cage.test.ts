// @vitest-environment jsdom
import { expect, test } from "vitest";
import { cageDocument, POLICY, SANDBOX } from "./cage";

test("the policy is the first thing in the frame", () => {
  const page = new DOMParser().parseFromString(cageDocument(), "text/html");
  const first = page.head.firstElementChild;
  expect(first?.getAttribute("http-equiv")).toBe("Content-Security-Policy");
  expect(first?.getAttribute("content")).toBe(POLICY);
});

test("the frame runs no script and sends nothing", () => {
  expect(SANDBOX.split(" ")).toEqual(["allow-same-origin"]);
  expect(POLICY).toMatch(/^default-src 'none';/);
  expect(POLICY).not.toMatch(/script-src|connect-src|https?:/);
});
