//! The methods a class carries only when it uses them.

use std::collections::BTreeSet;

const SOURCES: [&str; 4] = [
    include_str!("php/memory.php"),
    include_str!("php/integer.php"),
    include_str!("php/float.php"),
    include_str!("php/table.php"),
];

/// The text of every helper that `body` calls, and of those they call in turn.
pub(crate) fn used_by(body: &str) -> String {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    let mut text = String::new();
    loop {
        let before = wanted.len();
        for (name, method) in all() {
            let call = format!("$this->{name}(");
            if !wanted.contains(name) && (body.contains(&call) || text.contains(&call)) {
                wanted.insert(name);
                text.push('\n');
                text.push_str(method);
            }
        }
        if wanted.len() == before {
            return text;
        }
    }
}

fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    SOURCES.iter().flat_map(|source| source.split("//@ ").skip(1)).filter_map(|part| part.split_once('\n'))
}
