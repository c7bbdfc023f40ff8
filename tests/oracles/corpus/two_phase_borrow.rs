//@ compiles
fn main() {
    let mut v = vec![1, 2, 3];
    v.push(v.len());
    let r = &mut v;
    r.push(r.len());
    println!("{v:?}");
}
