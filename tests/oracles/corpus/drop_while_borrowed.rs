//@ error E0505
fn main() {
    let s = String::from("hello");
    let r = &s;
    drop(s);
    println!("{r}");
}
