//@ error E0382
fn apply<F: FnOnce() -> String>(f: F) -> String { f() }
fn main() {
    let name = String::from("n");
    let greet = move || name + "!";
    let a = apply(greet);
    let b = apply(greet);
    println!("{a}{b}");
}
