# Reads a JSON list of YAML texts, answers with a JSON list of what Jekyll's Psych makes of each.
require "json"
require "yaml"
require "date"

def plain(value)
  case value
  when nil, true, false then value
  when Integer then value.bit_length < 64 ? { "i" => value.to_s } : { "s" => value.to_s }
  when Float then { "f" => value.nan? ? "nan" : [value].pack("G").unpack1("H*") }
  when String then { "s" => value.dup.force_encoding("UTF-8").scrub("\uFFFD") }
  when Time then { "t" => 1 }
  when Date then { "d" => value.strftime("%Y-%m-%d") }
  when Array then value.map { |item| plain(item) }
  when Hash then { "m" => value.map { |key, item| [plain(key), plain(item)] } }
  else raise "unknown class #{value.class}"
  end
end

answers = JSON.parse($stdin.read).map do |yaml|
  { "ok" => plain(Psych.safe_load("---\n" + yaml, permitted_classes: [Date, Time], aliases: true)) }
rescue StandardError => e
  { "error" => "#{e.class}: #{e.message}" }
end
$stdout.write(JSON.generate(answers))
