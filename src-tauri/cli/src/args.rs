//! The command line as typed.

use lexopt::{Arg, Parser, ValueExt};
use std::path::PathBuf;

/// What `faircopy help` says.
pub const HELP: &str = "\
faircopy: write a blog entry, hand over a fair copy

  faircopy new [--template NAME] [--topic T | --title T] [--author A] [--date D] [--set key=value]... [--dir POSTS]
  faircopy list [--blog DIR] [--json] [DIR]
  faircopy show FILE [--json]
  faircopy set FILE key=value... [--unset key]
  faircopy render FILE... [--blog DIR] [--out DIR] [--dialect kramdown|commonmark]
  faircopy check FILE... [--blog DIR] [--fix] [--private WORDS] [--json]
  faircopy cover FILE IMAGE [--alt TEXT]
  faircopy export FILE... --to BLOG [--init] [--dry-run] [--json] [--commit] [--branch B] [--push [--pull]] [--private WORDS]
  faircopy publish FILE... --to BLOG [--branch B] [--pull] [--private WORDS] [--dry-run] [--json]
  faircopy unexport FILE... --blog DIR [--dry-run] [--json]
  faircopy images --unused --blog DIR [--json]
  faircopy history FILE [--restore N] [--json]
  faircopy recover [NUMBER] [--json]
  faircopy watch DIR
  faircopy open [PATH]

WORDS is a file of words and phrases, one a line, that must not leave; so is private-words.txt in your settings.
A FILE of - is standard input where it is only read.
Exit status: 0 done; 1 the entry or blog has a problem; 2 wrong usage; 3 the system refused.
";

/// Why the command line is not understood.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// An option or value that does not fit.
    #[error("{0}")]
    Option(#[from] lexopt::Error),
    /// No command of this name.
    #[error("there is no command {0}")]
    Command(String),
    /// Something is missing.
    #[error("{command} needs {what}")]
    Missing {
        /// The command.
        command: &'static str,
        /// What it needs.
        what: &'static str,
    },
    /// Too much was given.
    #[error("{command} does not take {value}")]
    TooMuch {
        /// The command.
        command: &'static str,
        /// What it does not take.
        value: String,
    },
    /// Two options that exclude each other.
    #[error("give {0} or {1}, not both")]
    Either(&'static str, &'static str),
    /// Not a number of the history.
    #[error("{0} is not a number that faircopy history lists")]
    Number(String),
    /// A dialect that does not exist.
    #[error("there is no dialect {0}; kramdown and commonmark are known")]
    Dialect(String),
}

/// A dialect by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialectName {
    /// `kramdown`.
    Kramdown,
    /// `commonmark`.
    CommonMark,
}

/// One command with what was typed behind it.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are the switches as typed"
)]
pub struct Command {
    /// Which.
    pub verb: Verb,
    /// Everything that is no option, in order.
    pub free: Vec<String>,
    /// `--template`.
    pub template: Option<String>,
    /// `--topic`.
    pub topic: Option<String>,
    /// `--title`.
    pub title: Option<String>,
    /// `--author`.
    pub author: Option<String>,
    /// `--date`.
    pub date: Option<String>,
    /// `--set`, each.
    pub set: Vec<String>,
    /// `--unset`, each.
    pub unset: Vec<String>,
    /// `--dir`.
    pub dir: Option<PathBuf>,
    /// `--blog`.
    pub blog: Option<PathBuf>,
    /// `--out`.
    pub out: Option<PathBuf>,
    /// `--to`.
    pub to: Option<PathBuf>,
    /// `--dialect`.
    pub dialect: Option<DialectName>,
    /// `--alt`.
    pub alt: Option<String>,
    /// `--branch`.
    pub branch: Option<String>,
    /// `--private`.
    pub private: Option<PathBuf>,
    /// `--restore`.
    pub restore: Option<usize>,
    /// `--json`.
    pub json: bool,
    /// `--fix`.
    pub fix: bool,
    /// `--init`.
    pub init: bool,
    /// `--dry-run`.
    pub dry_run: bool,
    /// `--commit`.
    pub commit: bool,
    /// `--push`.
    pub push: bool,
    /// `--unused`.
    pub unused: bool,
    /// `--pull`.
    pub pull: bool,
}

/// The commands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Verb {
    /// Says what there is.
    #[default]
    Help,
    /// Says which version this is.
    Version,
    /// A new entry.
    New,
    /// The entries of a folder.
    List,
    /// One entry.
    Show,
    /// Sets keys.
    Set,
    /// The body as HTML.
    Render,
    /// Will it publish?
    Check,
    /// Sets the cover.
    Cover,
    /// Into the blog.
    Export,
    /// Into the blog, its repository and its remote.
    Publish,
    /// Out of the blog again.
    Unexport,
    /// Pictures of a blog.
    Images,
    /// Texts that a file held.
    History,
    /// Texts that stand in no file.
    Recover,
    /// What happens to a folder.
    Watch,
    /// The window.
    Open,
}

impl Verb {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Version => "version",
            Self::New => "new",
            Self::List => "list",
            Self::Show => "show",
            Self::Set => "set",
            Self::Render => "render",
            Self::Check => "check",
            Self::Cover => "cover",
            Self::Export => "export",
            Self::Publish => "publish",
            Self::Unexport => "unexport",
            Self::Images => "images",
            Self::History => "history",
            Self::Recover => "recover",
            Self::Watch => "watch",
            Self::Open => "open",
        }
    }

    fn named(name: &str) -> Result<Self, UsageError> {
        const ALL: [Verb; 17] = [
            Verb::Help,
            Verb::Version,
            Verb::New,
            Verb::List,
            Verb::Show,
            Verb::Set,
            Verb::Render,
            Verb::Check,
            Verb::Cover,
            Verb::Export,
            Verb::Publish,
            Verb::Unexport,
            Verb::Images,
            Verb::History,
            Verb::Recover,
            Verb::Watch,
            Verb::Open,
        ];
        let found = ALL.into_iter().find(|verb| verb.name() == name);
        found.ok_or_else(|| UsageError::Command(name.to_owned()))
    }

    /// The options that it takes.
    fn options(self) -> &'static [&'static str] {
        match self {
            Self::Help | Self::Version | Self::Watch | Self::Open => &[],
            Self::New => &["template", "topic", "title", "author", "date", "set", "dir"],
            Self::List => &["blog", "json"],
            Self::Show | Self::Recover => &["json"],
            Self::Set => &["unset"],
            Self::Unexport => &["blog", "dry-run", "json"],
            Self::Images => &["unused", "blog", "json"],
            Self::History => &["restore", "json"],
            Self::Render => &["blog", "out", "dialect"],
            Self::Check => &["blog", "fix", "private", "json"],
            Self::Cover => &["alt"],
            Self::Export => &[
                "to", "init", "dry-run", "json", "commit", "branch", "push", "pull", "private",
            ],
            Self::Publish => &["to", "dry-run", "json", "branch", "pull", "private"],
        }
    }

    /// How many free arguments it takes at least and at most, and what they are.
    fn free(self) -> (usize, usize, &'static str) {
        match self {
            Self::Help | Self::Version | Self::New | Self::Images => (0, 0, "no argument"),
            Self::List | Self::Open => (0, 1, "one path"),
            Self::Show | Self::History => (1, 1, "one FILE"),
            Self::Recover => (0, 1, "one NUMBER"),
            Self::Watch => (1, 1, "one DIR"),
            Self::Cover => (2, 2, "a FILE and an IMAGE"),
            Self::Set
            | Self::Render
            | Self::Check
            | Self::Export
            | Self::Unexport
            | Self::Publish => (1, usize::MAX, "a FILE"),
        }
    }
}

/// Reads the program's own command line.
///
/// # Errors
/// If it is not understood.
pub fn parse() -> Result<Command, UsageError> {
    parse_from(Parser::from_env())
}

fn parse_from(mut parser: Parser) -> Result<Command, UsageError> {
    let mut command = Command::default();
    let mut verb = None;
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::default()),
            Arg::Short('V') | Arg::Long("version") if verb.is_none() => {
                return Ok(Command {
                    verb: Verb::Version,
                    ..Command::default()
                });
            }
            Arg::Value(value) if verb.is_none() => {
                let chosen = Verb::named(&value.string()?)?;
                command.verb = chosen;
                verb = Some(chosen);
            }
            Arg::Value(value) => command.free.push(value.string()?),
            Arg::Long(name) if command.verb.options().contains(&name) => {
                let name = name.to_owned();
                option(&mut command, &name, &mut parser)?;
            }
            other => return Err(other.unexpected().into()),
        }
    }
    validated(command)
}

fn option(command: &mut Command, name: &str, parser: &mut Parser) -> Result<(), UsageError> {
    let mut text = || parser.value()?.string();
    match name {
        "template" => command.template = Some(text()?),
        "topic" => command.topic = Some(text()?),
        "title" => command.title = Some(text()?),
        "author" => command.author = Some(text()?),
        "date" => command.date = Some(text()?),
        "set" => command.set.push(text()?),
        "unset" => command.unset.push(text()?),
        "dir" => command.dir = Some(text()?.into()),
        "blog" => command.blog = Some(text()?.into()),
        "out" => command.out = Some(text()?.into()),
        "to" => command.to = Some(text()?.into()),
        "alt" => command.alt = Some(text()?),
        "branch" => command.branch = Some(text()?),
        "private" => command.private = Some(text()?.into()),
        "restore" => {
            let number = text()?;
            command.restore = Some(number.parse().map_err(|_| UsageError::Number(number))?);
        }
        "dialect" => {
            command.dialect = Some(match text()?.as_str() {
                "kramdown" => DialectName::Kramdown,
                "commonmark" => DialectName::CommonMark,
                other => return Err(UsageError::Dialect(other.to_owned())),
            });
        }
        "json" => command.json = true,
        "fix" => command.fix = true,
        "init" => command.init = true,
        "dry-run" => command.dry_run = true,
        "commit" => command.commit = true,
        "push" => command.push = true,
        "unused" => command.unused = true,
        "pull" => command.pull = true,
        other => return Err(lexopt::Error::UnexpectedOption(format!("--{other}")).into()),
    }
    Ok(())
}

fn validated(command: Command) -> Result<Command, UsageError> {
    let (least, most, what) = command.verb.free();
    let name = command.verb.name();
    if command.free.len() < least {
        return Err(UsageError::Missing {
            command: name,
            what,
        });
    }
    if command.free.len() > most {
        return Err(UsageError::TooMuch {
            command: name,
            value: command.free[most].clone(),
        });
    }
    match command.verb {
        Verb::Check if command.fix && command.free.iter().any(|file| file == "-") => {
            Err(UsageError::TooMuch {
                command: "check --fix",
                value: "-".to_owned(),
            })
        }
        Verb::New if command.topic.is_some() && command.title.is_some() => {
            Err(UsageError::Either("--topic", "--title"))
        }
        Verb::Set if command.free.len() == 1 && command.unset.is_empty() => {
            Err(UsageError::Missing {
                command: name,
                what: "key=value or --unset key",
            })
        }
        Verb::Images if !command.unused => Err(UsageError::Missing {
            command: name,
            what: "--unused",
        }),
        Verb::Images | Verb::Unexport if command.blog.is_none() => Err(UsageError::Missing {
            command: name,
            what: "--blog DIR",
        }),
        Verb::Export | Verb::Publish if command.to.is_none() => Err(UsageError::Missing {
            command: name,
            what: "--to BLOG",
        }),
        _ => Ok(command),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str) -> Result<Command, String> {
        let words = line.split_whitespace().map(str::to_owned);
        parse_from(Parser::from_args(words)).map_err(|error| error.to_string())
    }

    #[test]
    fn commands_are_read() {
        let export = check("export a.md b.md --to blog --dry-run").expect("understood");
        assert_eq!(export.verb, Verb::Export);
        assert_eq!(export.free, ["a.md", "b.md"]);
        assert!(export.dry_run);
        let set = check("set a.md title=x --unset date").expect("understood");
        assert_eq!(
            (set.free.len(), set.unset.as_slice()),
            (2, ["date".to_owned()].as_slice())
        );
        assert_eq!(check("").expect("help").verb, Verb::Help);
        assert_eq!(check("show --help").expect("help").verb, Verb::Help);
    }

    #[test]
    fn mistakes_are_named() {
        let says = |line: &str, part: &str| {
            let error = check(line).expect_err(line);
            assert!(error.contains(part), "{line}: {error}");
        };
        says("shout a.md", "no command shout");
        says("show", "show needs one FILE");
        says("show a b", "does not take b");
        says("export a.md", "--to BLOG");
        says("new --title a --topic b", "--topic or --title, not both");
        says("list --out x", "--out");
        says("check - --fix", "does not take -");
        says("history a.md --restore last", "last is not a number");
        says("render a.md --dialect textile", "textile");
    }
}
