//@ error E0506
fn main() {
    let mut level = 1;
    let mut seen: Vec<&i32> = Vec::new();
    while seen.len() < 3 {
        seen.push(&level);
        level += 1;
    }
    println!("{seen:?}");
}
