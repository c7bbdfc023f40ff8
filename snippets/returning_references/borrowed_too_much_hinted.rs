//@ error E0716
fn greeting(language: &str) -> &str {
    match language {
        "sv" => "hej",
        _ => "hello",
    }
}

fn main() {
    let language = String::from("sv");
    let word = greeting(&language.clone()); //~ E0716
    drop(language);
    println!("{word}");
}
