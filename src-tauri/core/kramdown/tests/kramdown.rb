# Renders documents as Jekyll 4 renders them: reads them from standard input with a NUL after each,
# writes the HTML to standard output the same way.  Needs kramdown, kramdown-parser-gfm and rouge.
# Options that a blog sets itself come as JSON between two 0x01 before the document.
# Writes a lone \u0001 for a document that kramdown itself fails at.
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
require 'rouge'

OPTIONS = {
  input: 'GFM', auto_ids: true, toc_levels: (1..6).to_a, entity_output: 'as_char',
  smart_quotes: 'lsquo,rsquo,ldquo,rdquo', hard_wrap: false, guess_lang: true, footnote_nr: 1,
  show_warnings: false, syntax_highlighter: 'rouge',
  syntax_highlighter_opts: { guess_lang: true, default_lang: 'plaintext' }
}.freeze

# Options as JSON, by kramdown's names.
EXTRA = JSON.parse(ENV.fetch('KRAMDOWN_OPTIONS', '{}'), symbolize_names: true)

$stdin.binmode
$stdin.read.force_encoding('UTF-8').split("\0", -1)[0..-2].each do |text|
  _, own, text = text.split("\u0001", 3) if text.start_with?("\u0001")
  options = OPTIONS.merge(EXTRA).merge(JSON.parse(own || '{}', symbolize_names: true))
  html = begin
    Kramdown::Document.new(text, options).to_html
  rescue StandardError, SystemStackError
    "\u0001"
  end
  html = "\u0001" unless html.valid_encoding?
  print html, "\0"
end
