//@ compiles
//@ fixes borrowed_too_much
fn greeting(language: &str) -> &'static str {
    match language {
        "sv" => "hej",
        _ => "hello",
    }
}

fn main() {
    let language = String::from("sv");
    let word = greeting(&language);
    drop(language);
    println!("{word}");
}
