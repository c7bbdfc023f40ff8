//@ error E0382
fn eat(s: String) {
    println!("{s}");
}
fn main() {
    let s = String::from("hello");
    for _ in 0..2 {
        eat(s);
    }
}
