"""Compares our rendering of entries with kramdown's, as documents and not as text.

    python3 compare.py OURS KRAMDOWN

Both folders hold pages with the same paths. Two pages are the same when their trees are: blanks
folded where HTML folds them, attributes in any order, the inside of <pre> as its text. Prints
"differs PATH: FIRST DIFFERENCE" for each page that is not, and the share that is.
"""

import re
import sys
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


def main():
    ours, theirs = map(Path, sys.argv[1:3])
    pages = sorted(path.relative_to(theirs) for path in theirs.rglob("*.html"))
    same = 0
    for path in pages:
        if not (ours / path).is_file():
            print(f"differs {path}: not rendered")
            continue
        found = difference(page(ours / path), page(theirs / path))
        if found:
            print(f"differs {path}: {found}")
        else:
            same += 1
    share = 100 * same / len(pages) if pages else 100
    print(f"{same} of {len(pages)} pages are the same ({share:.1f} %)")


if __name__ == "__main__":
    main()
