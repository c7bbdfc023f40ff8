//@ error E0596
fn main() {
    let s = String::from("a");
    s.push('b');
    println!("{s}");
}
