use super::*;

struct Example;

impl Blog for Example {
    fn variable(&self, name: &str) -> Option<Value> {
        let text = |text: &str| Some(Value::Text(text.into()));
        match name {
            "site.baseurl" => text("/blog"),
            "site.url" => text("https://a.b"),
            "page.title" => text("A & B"),
            "page.toc" => Some(Value::Flag(true)),
            "page.none" => Some(Value::Nil),
            "page.number" => Some(Value::Number("3".into())),
            "page.tags" => Some(Value::List(vec![
                Value::Text("x".into()),
                Value::Text("y".into()),
            ])),
            _ => None,
        }
    }
    fn link(&self, path: &str) -> Option<String> {
        (path == "about.md").then(|| "/blog/about/".into())
    }
    fn post(&self, name: &str) -> Option<String> {
        (name == "2024-01-02-x").then(|| "/blog/x.html".into())
    }
    fn include(&self, name: &str) -> Option<String> {
        match name {
            "plain.html" => Some("<b>{{ include.word }}</b>".into()),
            "twice.html" => Some("{% include plain.html word=include.word %}!".into()),
            "loop.html" => Some("{% include loop.html %}".into()),
            "list.html" => Some("{% for p in site.posts %}{{ p }}{% endfor %}".into()),
            _ => None,
        }
    }
}

/// The text after Liquid, marks shown as `‹words›`.
fn shown(body: &str) -> String {
    let mut labels = Labels::default();
    let resolved = resolve(body, &Example, &mut labels);
    let text = labels.label(&resolved.text).into_owned();
    text.replace("<span class=\"liquid\">", "‹")
        .replace("</span>", "›")
}

fn check(body: &str, text: &str) {
    assert_eq!(shown(body), text, "{body}");
}

#[test]
fn outputs() {
    check("plain {text} { % }\n", "plain {text} { % }\n");
    check("[a]({{ site.baseurl }}/x)", "[a](/blog/x)");
    check(
        "{{ '/x' | relative_url }} {{ \"x\" | absolute_url }}",
        "/blog/x https://a.b/blog/x",
    );
    check("{{ 'https://c.d/e f' | relative_url }}", "https://c.d/e f");
    check("{{ '/ü x' | relative_url }}", "/blog/%C3%BC%20x");
    check("{{ 'a|b' | upcase | append: '!' }}", "A|B!");
    check("{{ page.none }}|{{ page.none | default: 'd' }}", "|d");
    check(
        "{{ page.tags }} {{ page.number }} {{ page.toc }}",
        "xy 3 true",
    );
    check("{{ page.title | escape }}", "A &amp; B");
    check("{{ x }} {{ x | upcase }}", "‹{{ x }}› ‹{{ x | upcase }}›");
    check(
        "{{ page.title | markdownify }}",
        "‹{{ page.title | markdownify }}›",
    );
    check("{{ open {% open", "{{ open {% open");
}

#[test]
fn tags() {
    check(
        "{% link about.md %} {%- post_url 2024-01-02-x -%} !",
        "/blog/about//blog/x.html!",
    );
    check("{% raw %}{{ x }} {% y %}{% endraw %}z", "{{ x }} {% y %}z");
    check("a{% comment %}b{% endcomment %}c", "ac");
    check("a {%- comment %}b{% endcomment -%} c", "ac");
    check("{% post_url gone %}", "‹{% post_url gone %}›");
    check(
        "{% assign a = 'x' %}{{ a }}{% assign b = y %}{{ b }}",
        "x‹{{ b }}›",
    );
    check("a{% raw %}b", "a‹{% raw %}›b");
}

#[test]
fn conditions() {
    check("{% if page.toc %}a{% else %}b{% endif %}c", "ac");
    check("{% unless page.toc %}a{% else %}b{% endunless %}c", "bc");
    check(
        "{% if page.number > 3 %}a{% elsif page.number == 3 %}b{% else %}c{% endif %}",
        "b",
    );
    check(
        "{% if page.tags contains 'y' and page.none == nil %}a{% endif %}",
        "a",
    );
    check("{% if page.title=='A & B' or x %}a{% endif %}", "a");
    check(
        "{% if page.none == empty %}{% if x %}a{% endif %}{% endif %}",
        "‹{% if x %}›a‹{% endif %}›",
    );
    check(
        "{% if page.none %}{% raw %}{% endif %}{% endraw %}a{% endif %}b",
        "b",
    );
    check("{% if page.toc %}open", "‹{% if page.toc %}›open");
    check(
        "{% if x %}{% assign a = 'x' %}{% endif %}{{ a }}",
        "‹{% if x %}›‹{% endif %}›‹{{ a }}›",
    );
    check(
        "{% for p in site.posts %}{{ p }}{% endfor %}",
        "‹{% for p in site.posts %}›‹{{ p }}›‹{% endfor %}›",
    );
}

#[test]
fn includes_stand_whole_or_as_a_label() {
    check("{% include plain.html word=\"c d\" %}", "<b>c d</b>");
    check("{% include plain.html word = page.number %}", "<b>3</b>");
    check("{% include twice.html word='e' %}", "<b>e</b>!");
    check(
        "{% include gone.html a=\"b\" %}\n",
        "‹{% include gone.html a=&quot;b&quot; %}›\n",
    );
    check("{% include loop.html %}", "‹{% include loop.html %}›");
    check("{% include list.html %}", "‹{% include list.html %}›");
}

#[test]
fn code_is_written_as_jekylls_tag_does() {
    check(
        "{% highlight C++ linenos %}\n a < b{{ site.baseurl }}{{ x }}\n{% endhighlight %}",
        "\n<figure class=\"highlight\"><pre><code class=\"language-c--\" data-lang=\"c++\"> <span class=\"n\">a› <span class=\"o\">&lt;› <span class=\"n\">b›<span class=\"o\">/›<span class=\"n\">blog›<span class=\"err\">{{ x }}›</code></pre></figure>\n",
    );
}

#[test]
fn labels_stand_where_no_element_can_as_words() {
    let page =
        |body: &str| crate::Preview::new(body, crate::Options::default(), Some(&Example)).to_html();
    assert_eq!(
        page("a \"{{ x }}\"\n"),
        "<p>a “<span class=\"liquid\">{{ x }}</span>”</p>\n"
    );
    assert_eq!(
        page("[a]({{ x }}/b)\n"),
        "<p><a href=\"{{ x }}/b\">a</a></p>\n"
    );
    assert_eq!(
        page("`{{ x }}` z\n"),
        "<p><code class=\"language-plaintext highlighter-rouge\">{{ x }}</code> z</p>\n"
    );
    assert_eq!(
        page("# A {{ x }}\n"),
        "<h1 id=\"a-\">A <span class=\"liquid\">{{ x }}</span></h1>\n"
    );
    let options = crate::Options {
        dialect: crate::Dialect::CommonMark,
        ..crate::Options::default()
    };
    let html = crate::Preview::new("[a]({% y %}/b)\n", options, Some(&Example)).to_html();
    assert_eq!(html, "<p><a href=\"{% y %}/b\">a</a></p>\n");
    assert_eq!(
        page("a\n{% if x %}\n* b\n{% endif %}\nc\n"),
        "<p>a</p>\n\n<p><span class=\"liquid\">{% if x %}</span></p>\n\n<ul>\n  <li>b</li>\n</ul>\n\n\
         <p><span class=\"liquid\">{% endif %}</span></p>\n\n<p>c</p>\n"
    );
}

#[test]
fn places_lead_back() {
    let body = "ab {{ site.baseurl }} cd {% comment %}x{% endcomment %} ef {%- raw -%} gh {%- endraw %} ij";
    let resolved = resolve(body, &Example, &mut Labels::default());
    for word in ["ab", "cd", "ef", "gh", "ij"] {
        let at = resolved.text.find(word).expect("in the text");
        let place = resolved.range(&(at..at + word.len()));
        assert_eq!(body.get(place), Some(word));
    }
    let at = resolved.text.find("/blog").expect("in the text");
    assert_eq!(
        body.get(resolved.range(&(at + 1..at + 2))),
        Some("{{ site.baseurl }}")
    );
    let end = resolved.text.len();
    assert_eq!(resolved.range(&(end..end)), body.len()..body.len());
}
