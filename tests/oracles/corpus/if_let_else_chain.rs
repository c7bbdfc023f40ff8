//@ compiles
fn pick(left: Option<String>, right: Result<String, String>) -> String {
    if let Some(text) = left { text } else if let Ok(text) = right { text } else { String::new() }
}
fn main() {
    println!("{}", pick(None, Ok("r".into())));
    let flag = std::env::args().count() > 5;
    let a = String::from("a");
    let b = String::from("b");
    let chosen = if flag { &a } else { &b };
    println!("{chosen}");
    let owned = match flag { true => a, false => b };
    println!("{owned}");
}
