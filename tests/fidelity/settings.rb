# How Jekyll finds a post's text and sets kramdown up when `_config.yml` says nothing.

# Jekyll::Document::YAML_FRONT_MATTER_REGEXP
FRONT_MATTER = /\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)/m

# Jekyll::Configuration::DEFAULTS["kramdown"], with what its kramdown converter adds.
SETTINGS = {
  input: "GFM",
  auto_ids: true,
  toc_levels: (1..6).to_a,
  entity_output: "as_char",
  smart_quotes: "lsquo,rsquo,ldquo,rdquo",
  hard_wrap: false,
  guess_lang: true,
  footnote_nr: 1,
  show_warnings: false,
  syntax_highlighter: "rouge",
  syntax_highlighter_opts: { guess_lang: true, default_lang: "plaintext" }
}.freeze
