//! What the check says stops a build stops the real Jekyll, and nothing else does.

use faircopy_tests::{Cli, Outcome, TempBlog, TempPosts, Trouble};
use std::io::Write;
use std::process::{Command, Stdio};

const NAME: &str = "2021-03-04-entry.md";

const BODIES: &[&str] = &[
    "{% foo %}",
    "{% FOO %}",
    "{% endfoo %}",
    "`{% foo %}`",
    "{% if false %}{% foo %}{% endif %}",
    "{% comment %}{% foo %}{% endfoo %}{% else %}{% endcomment %}",
    "{% raw %}{% foo %}{{ {% endraw %}",
    "{% raw %}{% endraw more %}",
    "{% raw x %}a{% endraw %}",
    "{% if true %}a",
    "{% if %}a{% endif %}",
    "{% if a %}{% endfor %}{% endif %}",
    "{% if a b %}x{% endif %}",
    "{% if a = b %}x{% endif %}",
    "{% if a == 'x = y' and b %}x{% elsif c contains 'or d' %}y{% else %}z{% endif %}",
    "{%-if a-%}x{%-endif-%}",
    "{% unless %}a{% endunless %}",
    "{% else %}",
    "{% elsif a %}",
    "{% when 1 %}",
    "{% case %}{% endcase %}",
    "{% case x %}{% when 1, 2 %}a{% else %}b{% endcase %}",
    "{% case x %}{% when %}a{% endcase %}",
    "{% for a %}b{% endfor %}",
    "{% for a in b %}c{% else %}d{% endfor %}",
    "{% for a in (1..3) reversed %}{% cycle 'x', 'y' %}{% break %}{% endfor %}",
    "{% tablerow %}{% endtablerow %}",
    "{% assign x %}",
    "{% assign x = 'y' | upcase %}",
    "{% capture %}a{% endcapture %}",
    "{% capture x %}a{% endcapture %}{% increment y %}{% decrement y %}",
    "{% cycle %}",
    "{% ifchanged %}a{% endifchanged %}",
    "{% ifchanged %}a",
    "{% highlight %}a{% endhighlight %}",
    "{% highlight ruby linenos %}a{% endhighlight %}",
    "{% highlight ruby mark_lines=\"1 2\" %}a{% endhighlight %}",
    "{% highlight c++ %}a",
    "{% render 'a' %}",
    "{% include none.html %}",
    "{% include note.html text=\"x\" number=page.title %}",
    "{% include note.html text %}",
    "{% include \"note.html\" %}",
    "{% include ../note.html %}",
    "{% include {{ site.note }} %}",
    "{% include %}",
    "{% link nothing.md %}",
    "{% link about.md %}",
    "{% link _posts/2020-01-02-older.md %}",
    "{% link _posts/2021-03-04-entry.md %}",
    "{% link files/a.pdf %}",
    "{% link /files/a.pdf %}",
    "{% link %}",
    "{% post_url 2020-01-01-none %}",
    "{% post_url 2020-01-02-older %}",
    "{% post_url /2020-01-02-older %}",
    "{% post_url 2020-1-2-older %}",
    "{% post_url 2020-01-02-older.md %}",
    "{% post_url 2021-03-04-entry %}",
    "{% post_url 2020-01-03-hidden %}",
    "{% post_url 2099-01-01-later %}",
    "{% post_url older %}",
    "{% if false %}{% include none.html %}{% link none.md %}{% post_url 2020-01-01-none %}{% endif %}",
    "{{ a | no_filter }} {{ }}",
    "{{ a",
    "{{ b } c }}",
    "{{ '}' }}",
    "a {% b } c",
    "{% %}",
];

fn blog() -> Result<TempBlog, Trouble> {
    let blog = TempBlog::empty()?;
    for (name, text) in [
        ("_config.yml", "title: Notes\nnote: note.html\n"),
        ("_layouts/bare.html", "{{ content }}"),
        ("_includes/note.html", "{{ include.text }}\n"),
        (
            "_posts/2020-01-02-older.md",
            "---\nlayout: bare\n---\nOlder.\n",
        ),
        (
            "_posts/2020-01-03-hidden.md",
            "---\nlayout: bare\npublished: false\n---\nHidden.\n",
        ),
        (
            "_posts/2099-01-01-later.md",
            "---\nlayout: bare\n---\nLater.\n",
        ),
        ("about.md", "---\nlayout: bare\n---\nAbout.\n"),
        ("files/a.pdf", "stands for a document"),
    ] {
        blog.put(name, text)?;
    }
    Ok(blog)
}

fn entry(body: &str) -> String {
    format!("---\nlayout: bare\ntitle: Entry\n---\n\nText.\n\n{body}\n")
}

/// Whether each body stops the real Jekyll.
fn stopping(blog: &TempBlog) -> Result<Vec<bool>, Box<dyn std::error::Error>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/jekyll/stops.rb");
    let mut ruby = Command::new("ruby")
        .arg(script)
        .arg(blog.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let entries: Vec<String> = BODIES.iter().map(|body| entry(body)).collect();
    if let Some(mut input) = ruby.stdin.take() {
        input.write_all(entries.join("\0").as_bytes())?;
    }
    let ended = ruby.wait_with_output()?;
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    Ok(said.lines().map(|line| line == "stops").collect())
}

#[test]
fn what_the_check_says_stops_the_build_stops_it_and_nothing_else_does() -> Outcome {
    let blog = blog()?;
    let stops = stopping(&blog)?;
    assert_eq!(stops.len(), BODIES.len());
    let mut parted = Vec::new();
    for (body, stops) in BODIES.iter().zip(stops) {
        let posts = TempPosts::new()?.with(NAME, entry(body))?;
        let ran = Cli::verb("check")
            .arg(posts.file(NAME))
            .arg("--blog")
            .arg(blog.path())
            .run()?;
        let told = ran.stderr.contains("error:") || ran.stdout.contains("error:");
        if told != stops {
            parted.push((body, stops, ran.stderr.clone() + &ran.stdout));
        }
    }
    assert!(parted.is_empty(), "{parted:#?}");
    Ok(())
}

#[test]
fn a_tag_that_a_plugin_may_bring_stops_nothing() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, entry("{% seo %}{% chart a %}"))?;
    let blog = blog()?;
    let check = |settings: &str| {
        blog.put("_config.yml", settings)?;
        Cli::verb("check")
            .arg(posts.file(NAME))
            .arg("--blog")
            .arg(blog.path())
            .run()
    };
    check("title: Notes\n")?
        .exits(1)
        .complains("There is no Liquid tag `seo`")
        .complains("There is no Liquid tag `chart`")
        .done();
    let named = check("plugins: [jekyll-seo-tag, jekyll-charts]\n")?.exits(0);
    assert!(!named.stderr.contains("`seo`"), "{}", named.stderr);
    named
        .complains("unless a plugin brings it, Jekyll stops there")
        .done();
    Ok(())
}
