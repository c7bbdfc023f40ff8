//@ compiles
fn eat(s: String) {
    println!("{s}");
}
fn main() {
    let mut s = String::from("one");
    eat(s);
    s = String::from("two");
    let r = &s;
    println!("{r}");
    s = String::from("three");
    eat(s);
}
