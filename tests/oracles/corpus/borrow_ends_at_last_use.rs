//@ compiles
fn main() {
    let mut v = vec![1, 2, 3];
    let first = &v[0];
    println!("{first}");
    v.push(4);
    let last = v.last_mut();
    if let Some(x) = last {
        *x = 40;
    }
    println!("{v:?}");
}
