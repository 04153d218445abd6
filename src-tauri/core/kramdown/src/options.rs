//! What a blog's `_config.yml` can say about its Markdown.

/// Which Markdown the blog speaks (`markdown:` in `_config.yml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// kramdown, Jekyll's default.
    #[default]
    Kramdown,
    /// CommonMark with GitHub's tables, strikethrough, footnotes and task lists (`CommonMarkGhPages`, Zola, Hugo).
    CommonMark,
}

/// Which of kramdown's own input parsers reads the text (`kramdown.input`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Input {
    /// kramdown with GitHub's additions, Jekyll's default.
    #[default]
    Gfm,
    /// kramdown without them.
    Kramdown,
}

/// Who wraps code for colouring (`kramdown.syntax_highlighter`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Highlighter {
    /// Rouge's wrappers and class names, Jekyll's default.
    #[default]
    Rouge,
    /// Plain `<pre><code>`.
    None,
}

/// Who turns math into something a browser shows (`kramdown.math_engine`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MathEngine {
    /// MathJax's delimiters, kramdown's default.
    #[default]
    MathJax,
    /// Nobody: the math stays between its dollar signs.
    None,
}

/// What the typographic signs become (`smart_quotes` and `typographic_symbols`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typography {
    /// Left single, right single, left double and right double quote.
    pub quotes: [String; 4],
    /// `---`
    pub em_dash: String,
    /// `--`
    pub en_dash: String,
    /// `...`
    pub ellipsis: String,
    /// `<<`
    pub left_guillemet: String,
    /// `>>`
    pub right_guillemet: String,
}

impl Default for Typography {
    fn default() -> Self {
        let quotes = ["\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}"].map(String::from);
        Self {
            quotes,
            em_dash: "\u{2014}".into(),
            en_dash: "\u{2013}".into(),
            ellipsis: "\u{2026}".into(),
            left_guillemet: "\u{AB}".into(),
            right_guillemet: "\u{BB}".into(),
        }
    }
}

/// How a body is rendered; the default is a Jekyll 4 blog that sets nothing.
///
/// Each field is the option of kramdown with the same name, unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // they are the blog's own switches, by their own names
pub struct Options {
    /// `markdown:` of the blog.
    pub dialect: Dialect,
    /// kramdown's reader.
    pub input: Input,
    /// Gives headings an id made from their text.
    pub auto_ids: bool,
    /// Stands in front of such ids.
    pub auto_id_prefix: String,
    /// Makes ids from the text without Markdown's signs.
    pub auto_id_stripping: bool,
    /// Heading levels, 1 to 6, that a table of contents lists.
    pub toc_levels: Vec<u8>,
    /// Is added to each heading's level.
    pub header_offset: i8,
    /// The blog's quotes, dashes and dots.
    pub typography: Typography,
    /// Each line break of a paragraph is a `<br />`.
    pub hard_wrap: bool,
    /// GFM: a block may end a paragraph without a blank line (`paragraph_end` is among `gfm_quirks`).
    pub paragraph_end: bool,
    /// Makes dashes, dots and guillemets (`no_auto_typographic` is not among `gfm_quirks`).
    pub auto_typographic: bool,
    /// Number of the first footnote.
    pub footnote_nr: usize,
    /// Text of the link back from a footnote; empty means none.
    pub footnote_backlink: String,
    /// Puts that link on the footnote's last line in every case.
    pub footnote_backlink_inline: bool,
    /// Text kramdown prepends to footnote ids.
    pub footnote_prefix: String,
    /// Parses Markdown inside HTML blocks.
    pub parse_block_html: bool,
    /// Parses Markdown inside HTML spans.
    pub parse_span_html: bool,
    /// Language of code without one (`syntax_highlighter_opts.default_lang`).
    pub default_lang: Option<String>,
    /// Who wraps code.
    pub highlighter: Highlighter,
    /// Who shows math.
    pub math_engine: MathEngine,
    /// Joins lines between Chinese and Japanese signs.
    pub remove_line_breaks_for_cjk: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dialect: Dialect::default(),
            input: Input::default(),
            auto_ids: true,
            auto_id_prefix: String::new(),
            auto_id_stripping: false,
            toc_levels: (1..=6).collect(),
            header_offset: 0,
            typography: Typography::default(),
            hard_wrap: false,
            paragraph_end: true,
            auto_typographic: true,
            footnote_nr: 1,
            footnote_backlink: "\u{21A9}".into(),
            footnote_backlink_inline: false,
            footnote_prefix: String::new(),
            parse_block_html: false,
            parse_span_html: true,
            default_lang: Some("plaintext".into()),
            highlighter: Highlighter::default(),
            math_engine: MathEngine::default(),
            remove_line_breaks_for_cjk: false,
        }
    }
}
