//@ error E0507
struct W {
    s: String,
}
fn main() {
    let w = W { s: String::from("a") };
    let r = &w;
    let t = r.s;
    println!("{t}");
}
