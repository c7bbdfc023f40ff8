//@ error E0499
fn main() {
    let mut v = vec![1, 2];
    v.push(v.len());
    let first = &mut v;
    Vec::push(&mut v, first.len());
    v[0] = v[1] + v.len();
}
