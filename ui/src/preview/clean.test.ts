// @vitest-environment jsdom
import { expect, test } from "vitest";
import { cleanBlock } from "./clean";

function clean(html: string): string {
  const box = document.createElement("div");
  box.append(document.importNode(cleanBlock(html, 3), true));
  return box.innerHTML;
}

test.each([
  '<p id="a">Text with <strong>strong</strong>, <code class="x">code</code> and <br> breaks</p>',
  '<h2 id="why">Why</h2>',
  '<pre class="highlight"><code><span class="k">def</span> <span class="nf">x</span></code></pre>',
  '<p><a href="https://a.org/?b=c:d#e" title="t">link</a> <a href="#fn:1">1</a> <a href="mailto:a@b.c">m</a></p>',
  '<p><a href="/posts/x.html">local</a> <a href="x.html#a:b">local</a> <a href="?a:b">q</a></p>',
  '<table><thead><tr><th style="text-align: right">a</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
  '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>Note</p></li></ol></div>',
  "<details><summary>More</summary>text</details>",
  '<svg width="9" viewBox="0 0 9 9"><circle r="4" fill="red"></circle></svg>',
  "<math><mi>x</mi></math>",
  '<p><img alt="dot" src="data:image/png;base64,AAAA"></p>',
])("what a page shows is kept: %s", (html) => {
  expect(clean(html)).toBe(html);
});

test.each([
  ["<script>x()</script>", ""],
  ["<p>a<script src=//e.com/x.js></script>b</p>", "<p>ab</p>"],
  ["<style>@import 'x'</style>", ""],
  ['<meta http-equiv="refresh" content="0;url=data:text/html,x">', ""],
  ['<base href="https://e.com/">', ""],
  ['<link rel="stylesheet" href="https://e.com/x.css">', ""],
  ["<template><img src=x onerror=x()></template>", ""],
  ["<noscript><p>a</p></noscript>", ""],
  ["<!-- a comment -->", ""],
  ['<p onclick="x()" ONMOUSEOVER="x()">a</p>', "<p>a</p>"],
  ['<a href="javascript:x()">a</a>', "<a>a</a>"],
  ['<a href=" java&#10;script:x()">a</a>', "<a>a</a>"],
  ['<a href="JaVaScRiPt&colon;x()">a</a>', "<a>a</a>"],
  ['<a href="&#1;javascript:x()">a</a>', "<a>a</a>"],
  ['<a href="vbscript:x">a</a>', "<a>a</a>"],
  ['<a href="data:text/html,<script>x()</script>">a</a>', "<a>a</a>"],
  ['<a href="faircopy-image://localhost/1/x">a</a>', "<a>a</a>"],
  ['<a href="/x" ping="https://e.com" target="_top" download>a</a>', '<a href="/x">a</a>'],
  [
    '<form action="https://e.com"><input name="a"><button formaction="x">go</button></form>',
    '<input name="a" disabled=""><button disabled="">go</button>',
  ],
  ['<input type="image" src="https://e.com/x.png">', '<input type="image" disabled="">'],
  ['<p style="background: url(https://e.com/x.png)">a</p>', "<p>a</p>"],
  ['<p style="background: \\75rl(https://e.com/x.png)">a</p>', "<p>a</p>"],
  ['<p style="position: fixed; inset: 0">a</p>', "<p>a</p>"],
  ['<p style="height: 100vh">a</p>', "<p>a</p>"],
  ['<td background="https://e.com/x.png">a</td>', "<td>a</td>"],
  [
    '<svg><script>x()</script><circle onload="x()" r="1"></circle></svg>',
    '<svg><circle r="1"></circle></svg>',
  ],
  [
    '<svg><a xlink:href="javascript:x()"><text>a</text></a></svg>',
    "<svg><a><text>a</text></a></svg>",
  ],
  ['<svg><use href="data:image/svg+xml,x#a"></use></svg>', "<svg></svg>"],
  ['<svg><set attributeName="href" to="javascript:x()"></set></svg>', "<svg></svg>"],
  ['<svg><rect fill="url(https://e.com/a#b)"></rect></svg>', "<svg><rect></rect></svg>"],
  ["<svg><foreignObject><iframe src=javascript:x()></iframe></foreignObject></svg>", "<svg></svg>"],
  [
    '<math><maction actiontype="statusline" xlink:href="javascript:x()">a</maction></math>',
    "<math></math>",
  ],
  [
    "<math><annotation-xml encoding='text/html'><img src=x onerror=x()></annotation-xml></math>",
    "<math></math>",
  ],
  ["<div popover id=a contenteditable autofocus>a</div>", '<div id="a">a</div>'],
])("active content goes: %s", (html, after) => {
  expect(clean(html)).toBe(after);
});

test.each([
  ['<img src="a b.png" alt="x" onerror="x()">', "faircopy-image://localhost/3/a%20b.png"],
  ['<img src="../../etc/passwd">', "faircopy-image://localhost/3/..%2F..%2Fetc%2Fpasswd"],
  [
    '<img src="/images/a.png" srcset="https://e.com/a.png 2x">',
    "faircopy-image://localhost/3/%2Fimages%2Fa.png",
  ],
  [
    '<picture><source srcset="https://e.com/a.png"><img src="छ.png"></picture>',
    "faircopy-image://localhost/3/%E0%A4%9B.png",
  ],
])("a local picture comes from the host: %s", (html, source) => {
  const cleaned = cleanBlock(html, 3);
  const images = cleaned.querySelectorAll("img");
  expect(images).toHaveLength(1);
  expect(images[0]?.getAttribute("src")).toBe(source);
  expect(images[0]?.getAttributeNames()).not.toContain("srcset");
  expect(images[0]?.getAttributeNames()).not.toContain("onerror");
});

test.each([
  ['<img src="https://e.com/a.png" alt="A cat">', "Picture from e.com is not loaded here: A cat"],
  ['<img src="//e.com/a.png">', "Picture from e.com is not loaded here"],
  ['<img src="\\\\e.com\\a.png">', "Picture from e.com is not loaded here"],
  ['<img src=" ht&#10;tps://e.com/a.png">', "Picture from e.com is not loaded here"],
  ['<img src="https:e.com/a.png">', "Picture from another site is not loaded here"],
  ['<img src="javascript:x()">', "Picture from a refused address is not loaded here"],
  [
    '<img src="data:image/svg+xml,<svg onload=x()>">',
    "Picture from a refused address is not loaded here",
  ],
  [
    '<iframe src="https://www.youtube.com/embed/x" srcdoc="<script>x()</script>"></iframe>',
    "Embed (iframe) from www.youtube.com is not loaded here",
  ],
  [
    '<object data="https://e.com/x.swf"><embed src="y"></object>',
    "Embed (object) from e.com is not loaded here",
  ],
  ['<embed src="x.pdf">', "Embed (embed) is not loaded here"],
  ['<video src="https://e.com/x.mp4" autoplay></video>', "Video from e.com is not loaded here"],
])("what is held back is said: %s", (html, text) => {
  const cleaned = cleanBlock(html, 3);
  expect(cleaned.children).toHaveLength(1);
  expect(cleaned.firstElementChild?.className).toBe("held-back");
  expect(cleaned.textContent).toBe(text);
});
