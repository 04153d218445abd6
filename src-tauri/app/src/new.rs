//! New entries: templates, series, and a file that never takes another's place.

use crate::{error::Error, library::LARGEST_ENTRY, session::Session};
use faircopy_entry::{
    date,
    fields::{self, Fields},
    series::{self, Series},
    slug,
    template::{self, Values},
};
use faircopy_host::{
    clock,
    disk::{self, DiskError},
    folder,
};
use faircopy_library::Index;
use faircopy_wire as wire;
use std::{collections::BTreeMap, path::Path};

/// Folder of the templates below the posts folder.
const TEMPLATES: &str = "_templates";

/// The templates that stand in where the posts folder has none of its own.
const BUILT_IN: [(&str, &str); 2] = [
    (
        "research-diary",
        include_str!("../../../posts/_templates/research-diary.md"),
    ),
    ("post", include_str!("../../../posts/_templates/post.md")),
];

/// One template's name and text.
pub struct Template {
    /// File name without ending.
    pub name: String,
    /// The entry with its placeholders.
    pub text: String,
}

impl Template {
    /// Whether it numbers a series.
    pub fn is_numbered(&self) -> bool {
        self.text.contains("series.number")
    }
}

/// What a new entry is made of.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Series to continue.
    pub series: Option<String>,
    /// Topic within the series.
    pub topic: Option<String>,
    /// Whole title.
    pub title: Option<String>,
    /// Author.
    pub author: String,
    /// `YYYY-MM-DD`.
    pub date: String,
}

/// The templates of a posts folder, or the ones that come with Faircopy.
pub fn templates(posts: &Path) -> Result<Vec<Template>, Error> {
    let templates = posts.join(TEMPLATES);
    let mut found = Vec::new();
    for name in folder::names(&templates)? {
        let Some(stem) = name.strip_suffix(".md") else {
            continue;
        };
        let bytes = disk::read(&templates.join(&name), LARGEST_ENTRY)?;
        found.push(Template {
            name: stem.to_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        });
    }
    if found.is_empty() {
        found.extend(BUILT_IN.map(|(name, text)| Template {
            name: name.to_owned(),
            text: text.to_owned(),
        }));
    }
    // Numbered templates first: continuing a series is what most authors come for.
    found.sort_by_key(|template| (!template.is_numbered(), template.name.clone()));
    Ok(found)
}

/// The name and text of the new entry that `wish` makes from `template`.
pub fn draft(
    template: &Template,
    wish: &Wish,
    index: &Index,
    last: Option<&Fields>,
) -> Result<(String, String), Error> {
    if date::parse(&wish.date).is_none() {
        return Err(Error::Date(wish.date.clone()));
    }
    let series = numbered(template, wish, index);
    let title = match (&wish.title, &series) {
        (Some(title), _) => title.clone(),
        (None, Some(series)) => series::title(series),
        (None, None) => wish.topic.clone().unwrap_or_default(),
    };
    if title.trim().is_empty() {
        return Err(Error::NoTitle);
    }
    let values = Values {
        author: wish.author.clone(),
        title: title.clone(),
        topic: wish.topic.clone().unwrap_or_default(),
        date: wish.date.clone(),
        excerpt: String::new(),
        series,
        extra: BTreeMap::new(),
    };
    let text = template::fill(&template.name, &template.text, &values)?;
    let text = inherit(&text, last)?;
    Ok((slug::file_name(&wish.date, &title)?, text))
}

/// The series a numbered template continues: the one wished for, one named by the title, or the last used.
fn numbered(template: &Template, wish: &Wish, index: &Index) -> Option<Series> {
    if !template.is_numbered() {
        return None;
    }
    if let Some(series) = wish.title.as_deref().and_then(series::recognise) {
        return Some(series);
    }
    let name = wish
        .series
        .clone()
        .or_else(|| index.series().first().map(|series| series.name.clone()))
        .unwrap_or_else(|| spoken(&template.name));
    Some(Series {
        number: index.next_in_series(&name),
        name,
        topic: wish.topic.clone().filter(|topic| !topic.trim().is_empty()),
    })
}

/// `research-diary` as a title says it.
fn spoken(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Gives the entry the tags, category and layout that the last one of its series has.
fn inherit(text: &str, last: Option<&Fields>) -> Result<String, Error> {
    use faircopy_entry::edit::{self, NewValue};
    let Some(last) = last else {
        return Ok(text.to_owned());
    };
    let own = fields::read(text).fields;
    let mut wanted: Vec<(&str, NewValue)> = Vec::new();
    if own.tags.is_empty() && !last.tags.is_empty() {
        wanted.push(("tags", NewValue::List(last.tags.clone())));
    }
    if let (true, [category]) = (own.categories.is_empty(), last.categories.as_slice()) {
        wanted.push(("category", NewValue::Text(category.clone())));
    }
    let mut text = text.to_owned();
    for (key, value) in wanted {
        let edits = edit::set(&text, key, &value).map_err(|source| Error::Field {
            key: key.to_owned(),
            file: "the template".to_owned(),
            source: Box::new(source),
        })?;
        text = edit::apply(&text, &edits);
    }
    Ok(text)
}

/// Today in the author's time zone.
pub fn today() -> String {
    clock::now().date().to_string()
}

impl Session {
    /// What "New entry" offers.
    pub fn offer_new(&mut self) -> Result<wire::NewOffer, Error> {
        let templates = templates(&self.posts)?;
        let rows = self.index.rows();
        let last_author = rows.iter().find_map(|row| row.author.clone());
        let author = &self.store.settings().author;
        Ok(wire::NewOffer {
            templates: templates
                .iter()
                .map(|template| wire::TemplateOffer {
                    name: template.name.clone(),
                    numbered: template.is_numbered(),
                })
                .collect(),
            series: self
                .index
                .series()
                .into_iter()
                .map(|series| wire::SeriesOffer {
                    name: series.name,
                    next: series.next,
                })
                .collect(),
            author: if author.is_empty() {
                last_author.unwrap_or_default()
            } else {
                author.clone()
            },
            date: today(),
        })
    }

    /// Makes a new entry and opens it.
    pub fn new_entry(&mut self, args: &wire::NewEntry) -> Result<wire::OpenedEntry, Error> {
        let wish = Wish {
            series: args.series.clone(),
            topic: Some(args.topic.clone()),
            title: None,
            author: args.author.clone(),
            date: args.date.clone(),
        };
        let path = create(&self.posts, &args.template, &wish, &self.index)?;
        self.open_entry(&path)
    }
}

/// Makes the file of a new entry in `posts` and gives its path below that folder.
pub fn create(posts: &Path, template: &str, wish: &Wish, index: &Index) -> Result<String, Error> {
    let all = templates(posts)?;
    let template =
        all.iter()
            .find(|one| one.name == template)
            .ok_or_else(|| Error::NoTemplate {
                name: template.to_owned(),
                folder: posts.join(TEMPLATES).display().to_string(),
            })?;
    let last = last_of_series(posts, template, wish, index);
    let (name, text) = draft(template, wish, index, last.as_ref())?;
    match disk::create_new(&posts.join(&name), text.as_bytes()) {
        Ok(_) => Ok(name),
        Err(error) => Err(error.into()),
    }
}

fn last_of_series(posts: &Path, template: &Template, wish: &Wish, index: &Index) -> Option<Fields> {
    let series = numbered(template, wish, index)?;
    let summary = index
        .series()
        .into_iter()
        .find(|one| one.name == series.name)?;
    // An unreadable neighbour only means that nothing is taken over from it.
    let bytes: Result<Vec<u8>, DiskError> = disk::read(&posts.join(summary.last), LARGEST_ENTRY);
    bytes
        .ok()
        .map(|bytes| fields::read(&String::from_utf8_lossy(&bytes)).fields)
}
