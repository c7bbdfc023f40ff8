//@ compiles
fn parse(s: &str) -> Result<i32, std::num::ParseIntError> {
    let n: i32 = s.trim().parse()?;
    let m = match s.len() { 0 => return Ok(0), 1 => n, _ => n * 2 };
    Ok(m)
}
fn main() {
    if let Ok(n) = parse("12") { println!("{n}"); }
}
