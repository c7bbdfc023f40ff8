//@ error E0521
fn remember(text: &str, all: &mut Vec<&'static str>) {
    let kept = text.trim();
    all.push(kept);
}
fn main() { let mut all = vec![]; remember("x", &mut all); println!("{}", all.len()); }
