# Reads a JSON list of texts, answers with where Jekyll's expression finds the front matter.
require "json"

EXPRESSION = %r!\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)!m.freeze

answers = JSON.parse($stdin.read).map do |text|
  bom = text.start_with?("\uFEFF") ? 3 : 0
  text = text.byteslice(bom..)
  match = EXPRESSION.match(text)
  match && [bom + match[1].bytesize, bom + match.pre_match.bytesize + match[0].bytesize]
end
$stdout.write(JSON.generate(answers))
