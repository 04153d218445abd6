//! The tree of elements between reading and writing.

/// Attribute names and values, in the order they are written.
pub(crate) type Attributes = Vec<(String, String)>;

/// What `{: ... }` says: attributes, and names of attribute lists defined elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AttributeList {
    pub(crate) attributes: Attributes,
    pub(crate) references: Vec<String>,
}

/// How the inside of an HTML element is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// As it stands, tags repaired.
    Raw,
    /// As blocks.
    Block,
    /// As the inside of a paragraph.
    Span,
}

/// Alignment of a table's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alignment {
    Default,
    Left,
    Center,
    Right,
}

/// An HTML element of the author's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HtmlElement {
    pub(crate) name: String,
    pub(crate) content: Content,
    /// Written `<x />`.
    pub(crate) closed: bool,
    /// Stands among blocks.
    pub(crate) block: bool,
}

/// A few signs that need no room of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sign {
    One(char),
    More(String),
}

impl From<&str> for Sign {
    fn from(text: &str) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(sign), None) => Self::One(sign),
            _ => Self::More(text.to_string()),
        }
    }
}

/// What an element is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// Root, or a place that only gathers children.
    Group,
    /// A run of blank lines, with their number.
    Blank(usize),
    /// The end-of-block marker; an attribute list's own one is silent about boundaries.
    End {
        marked: bool,
        /// Left by a definition, which an attribute list behind it belongs to.
        defines: bool,
    },
    Paragraph {
        transparent: bool,
    },
    Header {
        level: u8,
        /// What it says, without markup.
        words: String,
        /// The text that the automatic id is made of, where that is not what it says.
        id_text: Option<String>,
        /// Stands where GFM's own rules do not hold.
        plain: bool,
    },
    Code {
        text: String,
    },
    Quote,
    Rule,
    List {
        ordered: bool,
    },
    Item,
    Definitions,
    Term,
    Definition,
    Table {
        alignment: Vec<Alignment>,
    },
    TableHead,
    TableBody,
    TableFoot,
    Row,
    Cell,
    Html(HtmlElement),
    /// A comment or processing instruction as the author wrote it.
    Verbatim {
        text: String,
        block: bool,
    },
    /// `{::comment}`.
    Comment {
        text: String,
        block: bool,
    },
    /// `{::nomarkdown}` and the inside of scripts.
    Unescaped(String),
    Math {
        text: String,
        block: bool,
    },
    /// Text whose spans are not read yet.
    Unread(String),
    Text(String),
    /// Text inside raw HTML: entities stay as they are.
    HtmlText(String),
    /// A quote, dash, entity or other sign that was not written as itself.
    Sign(Sign),
    Emphasis,
    Strong,
    CodeSpan(String),
    Link,
    Image,
    Break,
    Footnote(String),
    Abbreviation,
}

/// One element.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) attributes: Attributes,
    pub(crate) list: Option<Box<AttributeList>>,
    pub(crate) children: Vec<Node>,
    /// Bytes of the text it came from; kept for top-level blocks only.
    pub(crate) source: std::ops::Range<usize>,
}

impl Node {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            attributes: Vec::new(),
            list: None,
            children: Vec::new(),
            source: 0..0,
        }
    }

    /// An element with spans still to be read.
    pub(crate) fn with_text(kind: Kind, text: String) -> Self {
        let mut node = Self::new(kind);
        node.children = vec![Self::new(Kind::Unread(text))];
        node
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::new(Kind::Text(text.into()))
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        set(&mut self.attributes, name, value);
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|pair| pair.0 == name)
            .map(|pair| pair.1.as_str())
    }

    /// The unread text of a paragraph and the like.
    pub(crate) fn unread(&mut self) -> Option<&mut String> {
        match self.children.first_mut().map(|child| &mut child.kind) {
            Some(Kind::Unread(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn is_paragraph(&self) -> bool {
        matches!(self.kind, Kind::Paragraph { .. })
    }

    pub(crate) fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Blank(_))
    }

    /// Only marks where a block ends.
    pub(crate) fn is_end(&self) -> bool {
        matches!(self.kind, Kind::End { .. })
    }

    pub(crate) fn refers_to(&self, name: &str) -> bool {
        self.list
            .as_ref()
            .is_some_and(|list| list.references.iter().any(|each| each == name))
    }
}

/// Sets one attribute, keeping its place if it is there.
pub(crate) fn set(attributes: &mut Attributes, name: &str, value: &str) {
    match attributes.iter_mut().find(|pair| pair.0 == name) {
        Some(pair) => value.clone_into(&mut pair.1),
        None => attributes.push((name.into(), value.into())),
    }
}

/// Adds to the `class` attribute.
pub(crate) fn add_class(attributes: &mut Attributes, class: &str) {
    match attributes.iter_mut().find(|pair| pair.0 == "class") {
        Some(pair) if !pair.1.is_empty() => {
            pair.1.push(' ');
            pair.1.push_str(class);
        }
        Some(pair) => class.clone_into(&mut pair.1),
        None => attributes.push(("class".into(), class.into())),
    }
}
