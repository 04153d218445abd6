//! From the written tree to what Ruby sees: tags, aliases, merges and repeated keys.
//!
//! Source of the rules: `visit_Psych_Nodes_*`, `deserialize` and `revive_hash` in Psych 4.0
//! `visitors/to_ruby.rb`.

use std::collections::HashMap;

use super::scalar::{self, Tokenized};
use super::{IN_QUOTES, MAX_NODES, Node, Raw, RawKind, Style, Value, YamlError};

/// Resolves a tree.
pub(super) fn resolve(yaml: &str, root: &Raw) -> Result<Node, YamlError> {
    let mut resolver = Resolver {
        yaml,
        anchors: HashMap::new(),
        nodes: 0,
    };
    resolver.node(root)
}

struct Resolver<'yaml> {
    yaml: &'yaml str,
    /// Finished anchored nodes and how many nodes each of them holds.
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
}

impl Resolver<'_> {
    fn node(&mut self, raw: &Raw) -> Result<Node, YamlError> {
        let before = self.nodes;
        self.spend(1, raw)?;
        let value = match &raw.kind {
            RawKind::Scalar(text) => self.scalar(raw, text)?,
            RawKind::Alias(id) => return self.alias(*id, raw),
            RawKind::List(items) => self.list(raw, items)?,
            RawKind::Map(pairs) => self.map(raw, pairs)?,
        };
        let node = Node {
            value,
            span: raw.span.clone(),
            style: raw.style,
        };
        if let Some(id) = raw.anchor {
            self.anchors.insert(id, (node.clone(), self.nodes - before));
        }
        Ok(node)
    }

    fn alias(&mut self, id: usize, raw: &Raw) -> Result<Node, YamlError> {
        let Some((_, size)) = self.anchors.get(&id) else {
            return Err(self.error(raw, "an alias cannot refer to what contains it"));
        };
        self.spend(*size, raw)?;
        let target = self.anchors.get(&id).map(|(node, _)| node.clone());
        target.ok_or_else(|| self.error(raw, "unknown alias"))
    }

    fn scalar(&self, raw: &Raw, text: &str) -> Result<Value, YamlError> {
        let tag = raw.tag.as_deref();
        // A tag takes the meaning of the quotes away (libyaml's `quoted_implicit`).
        if raw.style != Style::Plain && tag.is_none() {
            return Ok(Value::Text(text.to_owned()));
        }
        match tag {
            Some("!str" | "tag:yaml.org,2002:str") => return Ok(Value::Text(text.to_owned())),
            Some("!binary" | "tag:yaml.org,2002:binary") => {
                return Ok(Value::Text(scalar::decode_base64(text)));
            }
            Some(name) if name.starts_with("!ruby/") => return Err(self.refused_tag(raw, name)),
            _ => {}
        }
        let value = match scalar::tokenize(text) {
            Tokenized::Value(value) => value,
            Tokenized::Symbol => {
                let message = format!("`{text}` is a Ruby symbol, which Jekyll refuses");
                return Err(self.error(raw, message).advise(IN_QUOTES));
            }
            Tokenized::NotANumber => {
                let message = format!("`{text}` looks like a number but is none");
                return Err(self.error(raw, message).advise(IN_QUOTES));
            }
        };
        match tag {
            Some("!float" | "tag:yaml.org,2002:float") => self.float(raw, value),
            _ => Ok(value),
        }
    }

    /// Ruby's `Float(value)`.
    fn float(&self, raw: &Raw, value: Value) -> Result<Value, YamlError> {
        match value {
            Value::Float(_) => Ok(value),
            #[expect(clippy::cast_precision_loss, reason = "Ruby rounds the same way")]
            Value::Int(number) => Ok(Value::Float(number as f64)),
            Value::Text(text) if scalar::ruby_float(&text).is_some() => {
                Ok(scalar::ruby_float(&text).map_or(Value::Null, Value::Float))
            }
            _ => Err(self.error(raw, "`!!float` needs a number")),
        }
    }

    fn list(&mut self, raw: &Raw, items: &[Raw]) -> Result<Value, YamlError> {
        match raw.tag.as_deref() {
            Some("!omap" | "tag:yaml.org,2002:omap") => return self.ordered_map(items),
            Some(name) if name.starts_with("!ruby/") || name.starts_with("!seq:") => {
                return Err(self.refused_tag(raw, name));
            }
            _ => {}
        }
        items
            .iter()
            .map(|item| self.node(item))
            .collect::<Result<_, _>>()
            .map(Value::List)
    }

    fn ordered_map(&mut self, items: &[Raw]) -> Result<Value, YamlError> {
        let mut pairs = Vec::new();
        for item in items {
            let RawKind::Map(inner) = &item.kind else {
                return Err(self.error(item, "`!!omap` needs a list of single pairs"));
            };
            if let Some((key, value)) = inner.first() {
                let key = self.node(key)?;
                let value = self.node(value)?;
                insert(&mut pairs, key, value);
            }
        }
        Ok(Value::Map(pairs))
    }

    fn map(&mut self, raw: &Raw, written: &[(Raw, Raw)]) -> Result<Value, YamlError> {
        if let Some(name) = raw.tag.as_deref() {
            let refused = [
                "!set",
                "!omap",
                "tag:yaml.org,2002:set",
                "tag:yaml.org,2002:omap",
            ];
            if refused.contains(&name) || name.starts_with("!ruby/") || name.starts_with("!map:") {
                return Err(self.refused_tag(raw, name));
            }
            if matches!(name, "!str" | "tag:yaml.org,2002:str") {
                return if written.is_empty() {
                    Ok(Value::Null)
                } else {
                    Err(self.refused_tag(raw, name))
                };
            }
        }
        let mut pairs = Vec::new();
        for (key, value) in written {
            let is_plain_text_key = key.tag.as_deref() != Some("tag:yaml.org,2002:str");
            let key = self.node(key)?;
            let node = self.node(value)?;
            let merges =
                is_plain_text_key && matches!(&key.value, Value::Text(text) if text == "<<");
            if !(merges && merge(&mut pairs, value, &node)) {
                insert(&mut pairs, key, node);
            }
        }
        Ok(Value::Map(pairs))
    }

    fn spend(&mut self, nodes: usize, raw: &Raw) -> Result<(), YamlError> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            let message = format!("following the aliases gives more than {MAX_NODES} values");
            return Err(self.error(raw, message));
        }
        Ok(())
    }

    fn refused_tag(&self, raw: &Raw, name: &str) -> YamlError {
        self.error(raw, format!("Jekyll refuses the tag `{name}`"))
    }

    fn error(&self, raw: &Raw, message: impl Into<String>) -> YamlError {
        YamlError::at(self.yaml, raw.span.start, message)
    }
}

/// Merges what `<<` names; false when it is nothing that can be merged.
fn merge(pairs: &mut Vec<(Node, Node)>, written: &Raw, node: &Node) -> bool {
    match (&written.kind, &node.value) {
        (RawKind::Alias(_) | RawKind::Map(_), Value::Map(merged)) => {
            for (key, value) in merged {
                insert(pairs, key.clone(), value.clone());
            }
            true
        }
        (RawKind::List(_), Value::List(items)) => {
            let mut merged = Vec::new();
            for item in items.iter().rev() {
                let Value::Map(inner) = &item.value else {
                    return false;
                };
                for (key, value) in inner {
                    insert(&mut merged, key.clone(), value.clone());
                }
            }
            for (key, value) in merged {
                insert(pairs, key, value);
            }
            true
        }
        _ => false,
    }
}

/// Ruby's `hash[key] = value`: a known key keeps its place and takes the new value.
fn insert(pairs: &mut Vec<(Node, Node)>, key: Node, value: Node) {
    match pairs.iter_mut().find(|(known, _)| known.value == key.value) {
        Some(known) => *known = (key, value),
        None => pairs.push((key, value)),
    }
}
