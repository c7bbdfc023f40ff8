//@ error E0505
fn greeting(language: &str) -> &str {
    match language {
        "sv" => "hej",
        _ => "hello",
    }
}

fn main() {
    let language = String::from("sv");
    let word = greeting(&language);
    drop(language); //~ E0505
    println!("{word}");
}
