# Colours code with the real Rouge: reads a language and code from standard input, each with a NUL after it,
# and writes the tokens of each code: class, 0x01, text, 0x02, and a NUL after the last.  Needs rouge.
require 'rouge'

$stdin.binmode
$stdin.read.force_encoding('UTF-8').split("\0", -1)[0..-2].each_slice(2) do |language, code|
  Rouge::Lexer.find(language).new.lex(code).each do |token, text|
    print token.shortname, "\x01", text, "\x02"
  end
  print "\0"
end
