# Reads a JSON object of titles and posts; answers with Jekyll's slugs of the titles, and with
# what a whole Jekyll site reads from the posts. Answers null when Jekyll is not installed.
require "json"
require "tmpdir"

begin
  require "jekyll"
rescue LoadError
  $stdout.write("null")
  exit
end

def read_site(posts)
  Dir.mktmpdir do |folder|
    Dir.mkdir(File.join(folder, "_posts"))
    posts.each_with_index do |text, index|
      File.binwrite(File.join(folder, "_posts", format("2024-01-01-p%05d.md", index)), text)
    end
    Jekyll.logger.log_level = :error
    options = { "source" => folder, "destination" => File.join(folder, "out"), "unpublished" => true, "future" => true, "disable_disk_cache" => true, "quiet" => true }
    site = Jekyll::Site.new(Jekyll.configuration(options))
    site.read
    site.posts.docs.to_h { |post| [post.basename_without_ext[/\d{5}$/].to_i, post] }
  end
end

input = JSON.parse($stdin.read)
docs = read_site(input["posts"])
posts = input["posts"].each_index.map do |index|
  post = docs[index]
  post && {
    "tags" => post.data["tags"].map(&:to_s),
    "categories" => post.data["categories"].map(&:to_s).uniq,
    "title" => post.data["title"].to_s,
    "published" => post.published?,
    "body" => post.content,
  }
end
# A letter that this Ruby's Unicode does not know yet says nothing.
slugs = input["titles"].map { |title| title.match?(/\p{Cn}/) ? nil : Jekyll::Utils.slugify(title) }
$stdout.write(JSON.generate("slugs" => slugs, "posts" => posts))
