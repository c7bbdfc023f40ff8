//@ error E0382
fn main() {
    let opt: Option<String> = Some("x".into());
    match opt {
        Some(ref s) if s.len() > 3 => println!("{s}"),
        Some(s) => println!("{s}"),
        None => {}
    }
    let n = if let Some(s) = Some(String::new()) { s.len() } else { 0 };
    println!("{n} {opt:?}");
}
