//@ compiles
use std::num::ParseIntError;

fn sum(a: String, b: String) -> Result<i32, ParseIntError> {
    let first = a.parse::<i32>()?;
    let kept = vec![a];
    let second = b.parse::<i32>()?;
    drop(kept);
    Ok(first + second)
}

fn main() {
    println!("{:?}", sum("1".to_string(), "x".to_string()));
}
