"""Compares our rendering of entries with kramdown's, as documents and not as text.

    python3 compare.py OURS KRAMDOWN

Both folders hold pages with the same paths. Two pages are the same when their trees are: blanks
folded where HTML folds them, attributes in any order, the inside of <pre> as its text. Prints
"differs PATH: FIRST DIFFERENCE" for each page that is not, the share of pages and of top-level blocks
that are, and the kinds of block that differ.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from lxml import html

# White space at the edge of these, or between their children, is not shown.
EDGES = {
    "p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "dl",
    "table", "thead", "tbody", "tfoot", "tr", "blockquote", "section",
}


def folded(text):
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def tree(node):
    """A page as nested lists: name, attributes, children."""
    if not isinstance(node.tag, str):
        return ["<!-- -->", [], [(node.text or "").strip()]]
    attributes = sorted((key, " ".join(value.split())) for key, value in node.attrib.items())
    if node.tag == "pre":
        return ["pre", attributes, [node.text_content().rstrip("\n")]]
    children = [folded(node.text)]
    for child in node:
        children += [tree(child), folded(child.tail)]
    if node.tag in EDGES:
        children = trimmed(children)
    return [node.tag, attributes, [child for child in children if child != ""]]


def trimmed(children):
    def beside_block(at):
        if at in (-1, len(children)):
            return True
        child = children[at]
        return isinstance(child, list) and child[0] in EDGES | {"pre", "hr"}

    for at, child in enumerate(children):
        if isinstance(child, str):
            if beside_block(at - 1):
                child = child.lstrip()
            if beside_block(at + 1):
                child = child.rstrip()
            children[at] = child
    return children


def difference(ours, theirs, path=""):
    """Where two trees part first, or nothing."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return None if ours == theirs else f"{path}: {shown(ours)} instead of {shown(theirs)}"
    here = f"{path}/{theirs[0]}"
    if ours[:2] != theirs[:2]:
        return f"{here}: {shown(ours[:2])} instead of {shown(theirs[:2])}"
    for one, other in zip(ours[2], theirs[2]):
        found = difference(one, other, here)
        if found:
            return found
    if len(ours[2]) != len(theirs[2]):
        return f"{here}: {len(ours[2])} children instead of {len(theirs[2])}"
    return None


def shown(value):
    text = repr(value)
    return text if len(text) < 120 else f"{text[:117]}..."


def page(path):
    return tree(html.fragment_fromstring(path.read_text(encoding="utf-8"), create_parent="div"))


def unlike(ours, theirs):
    """The blocks of theirs that ours does not have."""
    left = Counter(map(repr, ours[2]))
    found = []
    for block in theirs[2]:
        if left[repr(block)] > 0:
            left[repr(block)] -= 1
        else:
            found.append("text" if isinstance(block, str) else block[0])
    return found


def main():
    ours, theirs = map(Path, sys.argv[1:3])
    pages = sorted(path.relative_to(theirs) for path in theirs.rglob("*.html"))
    same = blocks = 0
    kinds = Counter()
    for path in pages:
        expected = page(theirs / path)
        blocks += len(expected[2])
        if not (ours / path).is_file():
            print(f"differs {path}: not rendered")
            kinds["page"] += len(expected[2])
            continue
        made = page(ours / path)
        kinds.update(unlike(made, expected))
        found = difference(made, expected)
        if found:
            print(f"differs {path}: {found}")
        else:
            same += 1
    alike = blocks - kinds.total()
    print(f"{same} of {len(pages)} pages are the same ({share(same, len(pages))})")
    print(f"{alike} of {blocks} blocks are the same ({share(alike, blocks)})")
    if kinds:
        print("blocks that differ:", ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


def share(part, whole):
    return f"{100 * part / whole if whole else 100:.2f} %"


if __name__ == "__main__":
    main()
