//@ compiles
use std::num::ParseIntError;

fn total(text: &str) -> Result<i32, ParseIntError> {
    let mut sum = 0;
    for part in text.split('+') {
        let number: i32 = part.trim().parse()?;
        sum += number;
    }
    Ok(sum)
}

fn joined(a: Option<String>, b: Option<String>) -> Option<String> {
    let mut first = a?;
    let second = b?;
    first.push_str(&second);
    Some(first)
}

fn main() {
    println!("{:?}", total("1 + 2"));
    println!("{}", total("1 + x").is_err());
    println!("{:?}", joined(Some(String::from("a")), Some(String::from("b"))));
    println!("{:?}", joined(Some(String::from("a")), None));
}
