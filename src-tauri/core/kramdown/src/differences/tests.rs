use super::*;
use crate::options::Options;

fn found(body: &str, options: &Options) -> Vec<(Cause, String)> {
    let document = Document::new(body, options.clone());
    differences(body, &document)
        .into_iter()
        .map(|difference| (difference.cause, body[difference.source].to_string()))
        .collect()
}

fn check(body: &str, cause: Cause, place: &str) {
    assert_eq!(
        found(body, &Options::default()),
        [(cause, place.to_string())],
        "{body}"
    );
}

/// Both pages show the same.
fn check_alike(body: &str) {
    assert_eq!(found(body, &Options::default()), [], "{body}");
}

#[test]
fn blocks_that_one_side_starts() {
    let joined = |block, to| Cause::Joined { block, to };
    let mut own = Options::default();
    own.set("input", "kramdown").expect("a known option");
    let list = joined(Construct::List, Construct::Paragraph);
    assert_eq!(
        found("Buy:\n* milk\n* tea\n\nend\n", &own),
        [(list, "* milk\n* tea".into())]
    );
    let heading = joined(Construct::Heading, Construct::Paragraph);
    assert_eq!(
        found("text\n# Title\n", &own),
        [(heading, "# Title".into())]
    );
    check(
        "text\n\n* a\n- - -\n\nend\n",
        joined(Construct::Rule, Construct::List),
        "- - -",
    );
    check("first\n1) one\n2) two\n", list, "1) one\n2) two");
    check(
        "It was in\n2013. A good year.\n",
        Cause::Started {
            block: Construct::List,
            to: Construct::Paragraph,
        },
        "2013. A good year.",
    );
}

#[test]
fn signs_of_kramdown() {
    check(
        "Either this | or that\n",
        Cause::Table,
        "Either this | or that",
    );
    check("a\n\ntext\n{: .note}\n", Cause::Attributes, "{: .note}");
    check("a *b*{: .c} d\n", Cause::Attributes, "a *b*{: .c} d");
    check("* toc\n{:toc}\n\n# A\n", Cause::Attributes, "{:toc}");
    check(
        "a\n\n{::comment}\nx\n{:/comment}\n",
        Cause::Instruction,
        "{::comment}",
    );
    check(
        "The HTML\n\n*[HTML]: Language\n",
        Cause::Abbreviation,
        "*[HTML]: Language",
    );
    check("Term\n: meaning\n", Cause::Definitions, "Term\n: meaning");
    check_alike("    {: .note}\n\n`*b*{: .c}`\n");
    check_alike("$$\na | b\n$$\n\nand $$x_1$$ here\n");
}

#[test]
fn html() {
    check(
        "<div>\n\n**a**\n\n</div>\n",
        Cause::Html { read: false },
        "<div>\n\n**a**\n\n</div>",
    );
    check(
        "<div markdown=\"1\">\n**a**\n</div>\n",
        Cause::Html { read: true },
        "<div markdown=\"1\">\n**a**\n</div>",
    );
    check_alike("<div>\n<b>a</b>\n</div>\n\n<img src=\"a.png\">\n\n<br>\n");
}

#[test]
fn lists() {
    check(
        "1. a\n\n```\nx\n```\n\n2. b\n",
        Cause::Numbers { from: 2 },
        "2. b",
    );
    check("1. a\n  - b\n", Cause::Nesting, "1. a\n  - b");
    check_alike("* a\n\n* b\n  * c\n\n    more\n* d\n+ e\n\n1. a\n2. b\n");
}

#[test]
fn prose_is_alike() {
    check_alike("");
    check_alike(
        "# A *b*\n\nText -- \"so\" it's [a](b \"c\") & <http://d.e> <f@g.hi> &amp; &#233;&nbsp;\n\n> quote\nlazy\n\n\
         ```ruby\nx | y\n```\n\n    code\n\n| a | b |\n|---|:-:|\n| c | d |\n\nnote[^1] ~~gone~~\n\n\
         ![a](b.png)\n\n---\n\n- [x] done\n- [ ] open\n\nUnder\n-----\n\n[^1]: The *note*.\n",
    );
    check_alike("One\r\ntwo\r\n\r\n* a\r\n* b\r\n");
}

#[test]
fn the_other_dialect_is_githubs() {
    let mut options = Options::default();
    options
        .set("markdown", "CommonMark")
        .expect("a known option");
    assert_eq!(found("a | b\n{: .c}\n", &options), []);
}
