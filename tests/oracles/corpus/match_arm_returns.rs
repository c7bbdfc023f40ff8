//@ compiles
fn load(path: String) -> Result<String, String> {
    let number = match path.parse::<u32>() {
        Ok(number) => number,
        Err(_) => return Err(path),
    };
    Ok(format!("{path}{number}"))
}

fn pick(n: u8, text: String) -> String {
    match n {
        0 => println!("zero"),
        1 => return text,
        _ => {}
    }
    text
}

fn main() {
    println!("{:?}{}", load("1".to_string()), pick(1, String::new()));
}
