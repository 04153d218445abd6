//! `faircopy render --blog` makes what the real Jekyll makes of the same entry in the same blog.

use faircopy_tests::{Cli, Outcome, TempBlog};

const CONFIG: &str = "title: Notes & more\nurl: https://example.org\nbaseurl: /blog\n\
    permalink: /:year/:title/\nauthor:\n  name: Asha\nkramdown:\n  hard_wrap: true\n  auto_id_prefix: s-\n  \
    smart_quotes: apos,apos,quot,quot\n  footnote_nr: 4\n  typographic_symbols:\n    hellip: '...'\n\
    defaults:\n  - scope: {path: \"\", type: posts}\n    values: {mood: calm}\n";

const ENTRY: &str = r#"---
layout: bare
title: "A: b"
flag: true
number: 7
words: [one, two]
---

{% assign place = "Pune" | upcase %}
# About "{{ page.title }}" in {{ place }}...

By {{ site.author.name }} of {{ site.title | escape }}, {{ page.mood }}{{ page.nothing }}.
Next line, {{ page.url }}, {{ page.number }} {{ page.words }}.

![x]({{ site.baseurl }}/images/a.png) [y]({{ "/about/" | relative_url }})
[z]({{ "f g.pdf" | absolute_url }}) [older]({% post_url 2020-01-02-older %})
[page]({% link about.md %}) [file]({% link files/a.pdf %}) [r]

[r]: {{ site.url }}/r

{% raw %}{{ not }} {% liquid %}{% endraw %}, {% comment %}nothing{% endcomment %}gone[^1].

[^1]: A note.

{% include note.html text="Mind *this*" number=page.number %}

{% if page.flag and page.number > 3 %}
* shown
{% else %}
* hidden
{% endif %}

{%- unless page.flag -%}
hidden
{%- endunless %}

{% highlight text %}
a < b  {{ site.baseurl }}

c
{% endhighlight %}

`{{ site.baseurl }}` and the end
"#;

fn blog(config: &str, entry: &str) -> Result<TempBlog, faircopy_tests::Trouble> {
    let blog = TempBlog::empty()?;
    blog.put("_config.yml", config)?;
    blog.put("_layouts/bare.html", "{{ content }}")?;
    blog.put(
        "_includes/note.html",
        "<div class=\"note\" markdown=\"1\">\n{{ include.text }}: {{ include.number }}\n</div>\n",
    )?;
    blog.put(
        "_posts/2020-01-02-older.md",
        "---\nlayout: bare\n---\nOlder.\n",
    )?;
    blog.put("about.md", "---\nlayout: bare\n---\nAbout.\n")?;
    blog.put("files/a.pdf", "stands for a document")?;
    blog.put("_posts/2021-03-04-entry.md", entry)?;
    Ok(blog)
}

fn check(config: &str, entry: &str) -> Outcome {
    let blog = blog(config, entry)?;
    let built = blog.build()?.page("entry")?;
    let ran = Cli::verb("render")
        .arg(blog.path().join("_posts/2021-03-04-entry.md"))
        .arg("--blog")
        .arg(blog.path())
        .run()?
        .exits(0);
    // The arrow of a link back, which kramdown writes by its number.
    let built = built.replace("&#8617;", "\u{21A9}");
    assert_eq!(ran.stdout.trim(), built.trim());
    Ok(())
}

#[test]
fn liquid_and_the_blogs_own_options_come_out_as_jekyll_makes_them() -> Outcome {
    check(CONFIG, ENTRY)
}

#[test]
fn an_entry_without_liquid_comes_out_as_jekyll_makes_it() -> Outcome {
    check(
        "kramdown:\n  input: kramdown\n  toc_levels: 2..2\n",
        "---\nlayout: bare\nrender_with_liquid: false\n---\n\n* toc\n{:toc}\n\n# A\n\n## B {{ c }}\n\ntext\n# no heading\n",
    )
}
