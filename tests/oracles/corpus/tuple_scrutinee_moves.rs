//@ compiles
struct Draft {
    title: Option<String>,
    body: String,
}

fn merge(first: &Draft, second: Draft) -> String {
    let title = match (&first.title, second.title) {
        (Some(a), Some(b)) => format!("{a}{b}"),
        (Some(a), None) => a.clone(),
        _ => String::new(),
    };
    title + &second.body
}

fn main() {
    let first = Draft { title: Some(String::from("a")), body: String::new() };
    let second = Draft { title: None, body: String::from("b") };
    println!("{} {}", merge(&first, second), first.body);
}
