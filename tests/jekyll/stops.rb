# Builds a blog with each entry body from standard input (between NUL bytes) by the real Jekyll, and says of each
# on a line whether that stops the build.
require "jekyll"
require "stringio"
require "tmpdir"

Jekyll.logger.log_level = :error

def stops?(blog, body)
  Dir.mktmpdir do |folder|
    FileUtils.cp_r("#{blog}/.", folder)
    File.write("#{folder}/_posts/2021-03-04-entry.md", body)
    settings = { "source" => folder, "destination" => "#{folder}/_site", "disable_disk_cache" => true, "quiet" => true }
    errors = $stderr
    $stderr = StringIO.new
    begin
      Jekyll::Site.new(Jekyll.configuration(settings)).process
      false
    rescue StandardError, SyntaxError
      true
    ensure
      $stderr = errors
    end
  end
end

$stdin.read.split("\0").each { |body| puts stops?(ARGV[0], body) ? "stops" : "builds" }
