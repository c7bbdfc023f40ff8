//@ compiles
fn grow(s: &mut String) {
    s.push('+');
}
fn main() {
    let mut s = String::from("x");
    let r = &mut s;
    grow(r);
    let r2 = &mut *r;
    r2.push('y');
    r.push('z');
    s.push('w');
    println!("{s}");
}
