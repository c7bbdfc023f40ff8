//@ compiles
fn main() {
    let s = String::from("hello");
    let t = s;
    let mut u = t.clone();
    u.push_str(", world");
    println!("{t} / {u}");
    let n = u.len();
    println!("{n}");
}
