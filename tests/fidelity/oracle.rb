# Renders entries with the real kramdown, set up as Jekyll sets it up when `_config.yml` says nothing.
#
#   ruby oracle.rb FOLDER FILE...
#
# Writes FOLDER/FILE.html for each FILE, its path made relative, as `faircopy render --out` does.
# Entries with Liquid in them are left out: Jekyll fills Liquid in before kramdown sees the text.

require "fileutils"
require "kramdown"
require "kramdown-parser-gfm"
require "pathname"
require "rouge"

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

def relative(path)
  parts = Pathname.new(path).each_filename.reject { |part| [".", ".."].include?(part) }
  File.join(*parts)
end

folder, *files = ARGV
abort "usage: oracle.rb FOLDER FILE..." if folder.nil? || files.empty?

files.each do |file|
  text = File.read(file, encoding: "bom|utf-8")
  next unless text.valid_encoding?

  body = text.sub(FRONT_MATTER, "")
  next if body.match?(/\{[%{]/)

  page = File.join(folder, "#{relative(file)}.html")
  FileUtils.mkdir_p(File.dirname(page))
  File.write(page, Kramdown::Document.new(body, SETTINGS.dup).to_html)
end
