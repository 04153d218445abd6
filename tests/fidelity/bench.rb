# Times the real kramdown on posts: "kramdown SECONDS", the shortest of three renders of all of them.
#
#   ruby bench.rb FILE...

require "kramdown"
require "kramdown-parser-gfm"
require "rouge"
require_relative "settings"

bodies = ARGV.map { |file| File.read(file, encoding: "bom|utf-8").scrub.sub(FRONT_MATTER, "") }

def seconds
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  yield
  Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
end

# Without colouring, which is not what is compared.
plain = SETTINGS.merge(syntax_highlighter: nil)
times = Array.new(3) do
  seconds do
    bodies.each do |body|
      Kramdown::Document.new(body, plain).to_html
    rescue StandardError
      # A post that kramdown fails at has no time of its own.
      next
    end
  end
end
puts "kramdown #{times.min}"
