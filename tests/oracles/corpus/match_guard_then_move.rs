//@ compiles
fn classify(input: Option<String>, limit: usize) -> Result<String, usize> {
    match input {
        Some(text) if text.len() > limit => Err(text.len()),
        Some(text) => {
            let upper = text.to_uppercase();
            Ok(upper)
        }
        None if limit == 0 => Ok(String::new()),
        None => Err(0),
    }
}

fn main() {
    println!("{:?}", classify(Some("abc".into()), 2));
}
