//! An exported cover shows on the built page, whatever form the blog's theme wants it in.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test against the real program"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use faircopy_blog::plan::{EntrySource, ExportPlan, SourceImage, plan, wanted};
use faircopy_blog::{BlogFile, BlogImage, BlogPost, BlogSnapshot};

/// A blog in the style of a well-known theme.
struct Theme {
    name: &'static str,
    config: &'static str,
    /// Path and text of layouts and includes.
    templates: &'static [(&'static str, &'static str)],
    /// Name and text of posts that are there.
    posts: &'static [(&'static str, &'static str)],
    images: &'static [&'static str],
    /// Where the cover goes, what front matter then says, and how the body refers to `b.png`.
    cover: &'static str,
    front_matter: &'static str,
    inline: &'static str,
}

const THEMES: [Theme; 11] = [
    Theme {
        name: "bare names below images, as in the practice blog",
        config: "",
        templates: &[(
            "_layouts/post.html",
            r#"<img src="{{ site.baseurl }}/images/{{ page.image }}">{{ content }}"#,
        )],
        posts: &[],
        images: &[],
        cover: "images/my-cover.png",
        front_matter: "image: my-cover.png",
        inline: "![b](/images/b.png)",
    },
    Theme {
        name: "bare names below a folder of posts, with a baseurl",
        config: "baseurl: /blog",
        templates: &[(
            "_layouts/post.html",
            r#"<img src="{{ '/assets/images/posts/' | append: page.image | relative_url }}">{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nimage: old.png\n---\n![o]({{site.baseurl}}/assets/images/posts/old.png)",
        )],
        images: &["assets/images/posts/old.png"],
        cover: "assets/images/posts/my-cover.png",
        front_matter: "image: my-cover.png",
        inline: "![b]({{ site.baseurl }}/assets/images/posts/b.png)",
    },
    Theme {
        name: "site paths through relative_url, as in minima with covers",
        config: "baseurl: /blog",
        templates: &[(
            "_layouts/post.html",
            r#"{% if page.image %}<img src="{{ page.image | relative_url }}" alt="">{% endif %}{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nimage: /assets/img/old.png\n---\n![o]({{ '/assets/img/old.png' | relative_url }})",
        )],
        images: &["assets/img/old.png", "assets/logo.png"],
        cover: "assets/img/my-cover.png",
        front_matter: "image: /assets/img/my-cover.png",
        inline: "![b]({{ '/assets/img/b.png' | relative_url }})",
    },
    Theme {
        name: "minimal-mistakes",
        config: "baseurl: /mm",
        templates: &[
            (
                "_includes/page__hero.html",
                r#"{% if page.header.overlay_image %}{% capture overlay_img_path %}{{ page.header.overlay_image | relative_url }}{% endcapture %}{% endif %}<div style="background-image: url('{{ overlay_img_path }}');"></div><img src="{{ page.header.image | relative_url }}" alt="">"#,
            ),
            (
                "_layouts/post.html",
                "{% include page__hero.html %}{{ content }}",
            ),
        ],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nheader:\n  image: /assets/images/old.png\n---\nText",
        )],
        images: &["assets/images/old.png"],
        cover: "assets/images/my-cover.png",
        front_matter: "header:\n  image: \"/assets/images/my-cover.png\"",
        inline: "![b]({{ site.baseurl }}/assets/images/b.png)",
    },
    Theme {
        name: "chirpy",
        config: "",
        templates: &[(
            "_layouts/post.html",
            r#"{% if page.image %}{% assign src = page.image.path | default: page.image %}<img src="{{ src | relative_url }}" alt="{{ page.image.alt }}">{% endif %}{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nimage:\n  path: /assets/img/old.png\n---\n![o](/assets/img/old.png)",
        )],
        images: &["assets/img/old.png"],
        cover: "assets/img/my-cover.png",
        front_matter: "\n  path: \"/assets/img/my-cover.png\"",
        inline: "![b](/assets/img/b.png)",
    },
    Theme {
        name: "beautiful-jekyll",
        config: "baseurl: /bj",
        templates: &[(
            "_layouts/post.html",
            r#"<meta property="og:image" content="{{ page.share-img | absolute_url }}"><div class="big-img" style="background-image: url('{{ page.cover-img | relative_url }}')"></div>{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\ncover-img: /assets/img/path.png\n---\nText",
        )],
        images: &["assets/img/path.png"],
        cover: "assets/img/my-cover.png",
        front_matter: "cover-img: \"/assets/img/my-cover.png\"",
        inline: "![b]({{ site.baseurl }}/assets/img/b.png)",
    },
    Theme {
        name: "al-folio's thumbnail",
        config: "baseurl: /al",
        templates: &[(
            "_layouts/post.html",
            r#"<img src="{{ page.thumbnail | prepend: site.baseurl }}">{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nthumbnail: /assets/img/9.png\n---\nText",
        )],
        images: &["assets/img/9.png"],
        cover: "assets/img/my-cover.png",
        front_matter: "thumbnail: \"/assets/img/my-cover.png\"",
        inline: "![b]({{ site.baseurl }}/assets/img/b.png)",
    },
    Theme {
        name: "type-theme",
        config: "",
        templates: &[(
            "_layouts/post.html",
            r#"<div style="background-image: url({{ site.baseurl }}/{{ page.feature-img }})"></div>{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nfeature-img: \"assets/img/pexels/old.png\"\n---\n",
        )],
        images: &["assets/img/pexels/old.png"],
        cover: "assets/img/pexels/my-cover.png",
        front_matter: "feature-img: \"assets/img/pexels/my-cover.png\"",
        inline: "![b](/assets/img/pexels/b.png)",
    },
    Theme {
        name: "clean-blog",
        config: "baseurl: /clean",
        templates: &[(
            "_layouts/post.html",
            r#"<header style="background-image: url('{{ page.background | prepend: site.baseurl | replace: '//', '/' }}')"></header>{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nbackground: '/img/posts/06.png'\n---\n![o](/clean/img/posts/06.png)",
        )],
        images: &["img/posts/06.png"],
        cover: "img/posts/my-cover.png",
        front_matter: "background: \"/img/posts/my-cover.png\"",
        inline: "![b](/clean/img/posts/b.png)",
    },
    Theme {
        name: "mediumish, with the cover written as it is and a baseurl",
        config: "baseurl: /m",
        templates: &[(
            "_layouts/post.html",
            r#"{% assign cover = page.image %}<img src="{{ cover }}">{{ content }}"#,
        )],
        posts: &[(
            "2020-01-01-a.md",
            "---\nlayout: post\nimage: /m/assets/images/1.png\n---\n",
        )],
        images: &["assets/images/1.png"],
        cover: "assets/images/my-cover.png",
        front_matter: "image: /m/assets/images/my-cover.png",
        inline: "![b]({{ site.baseurl }}/assets/images/b.png)",
    },
    Theme {
        name: "a map below image only, and a baseurl of slashes",
        config: "baseurl: /",
        templates: &[(
            "_layouts/post.html",
            r#"<img src="/{{ page.image.path }}">{{ content }}"#,
        )],
        posts: &[],
        images: &["img/x.png"],
        cover: "img/my-cover.png",
        front_matter: "image: \n  path: \"img/my-cover.png\"",
        inline: "![b](/img/b.png)",
    },
];

const ENTRY: &str = "---\r\nlayout: post\ntitle: \"Mine\" # kept\nimage: my cover.png\n---\n\nText ![b](b.png) and `![b](b.png)`.\n";

fn snapshot(theme: &Theme) -> BlogSnapshot {
    BlogSnapshot {
        config: Some(theme.config.to_owned()),
        templates: theme
            .templates
            .iter()
            .map(|(path, text)| BlogFile {
                path: (*path).to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect(),
        posts: theme
            .posts
            .iter()
            .map(|(name, text)| BlogPost {
                path: format!("_posts/{name}"),
                text: (*text).to_owned(),
            })
            .collect(),
        images: theme
            .images
            .iter()
            .map(|path| BlogImage {
                path: (*path).to_owned(),
                size: 3,
            })
            .collect(),
        ..BlogSnapshot::default()
    }
}

fn exported(theme: &Theme) -> ExportPlan {
    let picture = |reference: &str| SourceImage {
        reference: reference.to_owned(),
        file_name: reference.to_owned(),
        bytes: format!("bytes of {reference}").into_bytes(),
    };
    let source = EntrySource {
        alike: std::collections::BTreeMap::default(),
        private_words: faircopy_blog::private_words::PrivateWords::default(),
        budget: faircopy_blog::plan::IMAGE_BUDGET,
        file_name: "2026-11-23-mine.md".to_owned(),
        text: ENTRY.as_bytes().to_vec(),
        images: vec![picture("my cover.png"), picture("b.png")],
    };
    let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    let snapshot = snapshot(theme);
    assert_eq!(
        wanted(&source, &snapshot, &now).unwrap(),
        ["_posts/2026-11-23-mine.md"]
    );
    plan(&source, &snapshot, &now).unwrap()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn covers_take_the_form_of_each_theme() {
    for theme in &THEMES {
        let plan = exported(theme);
        assert_eq!(plan.diagnostics, [], "{}", theme.name);
        assert_eq!(
            plan.cover_path.as_deref(),
            Some(theme.cover),
            "{}",
            theme.name
        );
        let post = plan.files.last().unwrap();
        let text = String::from_utf8(post.bytes.clone()).unwrap();
        assert!(text.contains(theme.front_matter), "{}: {text}", theme.name);
        assert!(text.contains(theme.inline), "{}: {text}", theme.name);
        assert!(text.contains("`![b](b.png)`"), "{}: {text}", theme.name);
        assert!(
            text.starts_with("---\r\nlayout: post\ntitle: \"Mine\" # kept\n"),
            "{text}"
        );
    }
}

#[test]
fn covers_show_on_the_built_page() {
    for theme in &THEMES {
        let dir = tempfile::tempdir().unwrap();
        let plan = exported(theme);
        write(&dir.path().join("_config.yml"), theme.config.as_bytes());
        for (path, text) in theme.templates {
            write(&dir.path().join(path), text.as_bytes());
        }
        for file in &plan.files {
            write(&dir.path().join(&file.path), &file.bytes);
        }
        let built = Command::new("jekyll")
            .args(["build", "--quiet", "--disable-disk-cache"])
            .current_dir(dir.path())
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .output()
            .expect("jekyll is needed for this test: apt-get install jekyll");
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
        let site = dir.path().join("_site");
        let page = fs::read_to_string(site.join(&plan.built_file)).unwrap();
        let config = faircopy_blog::config::read(theme.config).unwrap();
        for path in [theme.cover, &theme.cover.replace("my-cover", "b")] {
            let address = format!("{}/{path}", config.baseurl);
            let shown = ["\"", "'", "("]
                .iter()
                .any(|quote| page.contains(&format!("{quote}{address}")));
            assert!(shown, "{}: {address} is not in\n{page}", theme.name);
            assert!(site.join(path).is_file(), "{}: {path}", theme.name);
        }
    }
}
