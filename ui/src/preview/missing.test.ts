// @vitest-environment jsdom
import { expect, test } from "vitest";
import { entryImage } from "./images";
import { MissingPictures } from "./missing";

function pageOf(...sources: string[]): HTMLElement {
  const page = document.createElement("div");
  for (const source of sources) {
    const image = document.createElement("img");
    image.src = entryImage(3, source);
    Object.defineProperty(image, "complete", { value: true });
    page.append(image);
  }
  return page;
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a missing picture is named in its place, and at once when it comes again", async () => {
  const asked: string[] = [];
  const missing = new MissingPictures(async (address) => {
    asked.push(address);
    return address.includes("drawing");
  });
  const page = pageOf("images/a b.png", "drawing.svg");
  const label = () => missing.label(page, label);
  label();
  await settled();
  expect(page.textContent).toBe("Picture not found: images/a b.png");
  expect(page.querySelectorAll("img")).toHaveLength(1);
  const again = pageOf("images/a b.png");
  missing.label(again, () => {});
  expect(again.querySelector("img")).toBeNull();
  expect(asked).toHaveLength(2);
});

test("after another entry was shown a picture is asked for again", async () => {
  let there = false;
  const missing = new MissingPictures(async () => there);
  missing.label(pageOf("a.png"), () => {});
  await settled();
  there = true;
  missing.forget();
  const page = pageOf("a.png");
  missing.label(page, () => {});
  await settled();
  expect(page.querySelector("img")).not.toBeNull();
});
