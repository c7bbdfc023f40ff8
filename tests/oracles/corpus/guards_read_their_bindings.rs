//@ compiles
fn unwrap(value: Option<Option<String>>) -> String {
    match value {
        Some(Some(text)) if text.starts_with('a') => text,
        Some(Some(mut text)) => {
            text.push('b');
            text
        }
        Some(None) | None => String::from("none"),
    }
}

fn main() {
    let words = vec![String::from("a"), String::new()];
    let empty = matches!(words.first(), Some(word) if word.is_empty());
    println!("{empty} {}", unwrap(Some(words.into_iter().next())));
    let pair = (String::from("l"), 3);
    match pair {
        (ref left, count) if left.len() > count => println!("{left}"),
        (left, count @ 1..=9) if !left.is_empty() => println!("{left} {count}"),
        (left, _) => drop(left),
    }
}
