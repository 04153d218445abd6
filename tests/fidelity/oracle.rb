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
require_relative "settings"

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
rescue StandardError => error
  warn "kramdown fails at #{file}: #{error.class}: #{error.message}"
end
