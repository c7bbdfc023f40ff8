//@ compiles
enum Answer {
    Yes(String),
    Sure(String),
    No,
}

fn text(answer: Answer) -> Option<String> {
    if let Answer::Yes(text) | Answer::Sure(text) = answer {
        return Some(text);
    }
    None
}

fn main() {
    let (Ok(n) | Err(n)) = "7".parse::<i32>().map_err(|_| 0);
    println!("{n} {:?} {:?}", text(Answer::Yes("y".into())), text(Answer::No));
    let _ = text(Answer::Sure(String::new()));
}
