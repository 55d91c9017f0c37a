//! What the published schema says there is: the list that no hand-written table may fall behind.

const SDL: &str = include_str!("../../schema/schema.graphql");

/// A field of a root type.
pub struct Field {
    pub name: &'static str,
    /// Its type, without `!`.
    pub answers: &'static str,
    /// The type of its `input`, with `!`; `None` when it takes none.
    pub input: Option<&'static str>,
}

/// The fields of a type, in the schema's order.
pub fn fields(of: &str) -> Vec<Field> {
    let start = format!("type {of} ");
    let mut quoted = false;
    let mut whole: Vec<(&'static str, &'static str)> = Vec::new();
    let lines = SDL
        .lines()
        .skip_while(|line| !line.starts_with(&start))
        .skip(1)
        .take_while(|line| *line != "}")
        .filter(|line| {
            let mark = line.trim() == "\"\"\"";
            quoted ^= mark;
            !mark && !quoted
        });
    for line in lines {
        // Arguments that are described have lines of their own, further in; the last line has the type.
        match (
            line.starts_with("\t\t"),
            line.starts_with("\t)"),
            whole.last_mut(),
        ) {
            (true, _, _) => {}
            (_, true, Some(field)) => field.1 = line,
            _ => whole.push((line, line)),
        }
    }
    whole
        .into_iter()
        .map(|(first, last)| {
            let line = first.trim();
            let (name, _) = line.split_once(['(', ':']).expect("a field");
            let (_, answers) = last.rsplit_once(": ").expect("a type");
            let input = line
                .split_once("(input: ")
                .and_then(|(_, rest)| rest.split_once(')'))
                .map(|(input, _)| input);
            Field {
                name,
                answers: answers.trim_end_matches('!'),
                input,
            }
        })
        .collect()
}

/// The types that are nodes.
pub fn nodes() -> Vec<&'static str> {
    SDL.lines()
        .filter_map(|line| {
            line.strip_prefix("type ")?
                .strip_suffix(" implements Node {")
        })
        .collect()
}
