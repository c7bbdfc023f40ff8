//@ error E0499
fn swap(a: &mut Vec<i32>, i: usize, j: usize) {
    let x = &mut a[i];
    let y = &mut a[j];
    std::mem::swap(x, y);
}
fn main() { let mut v = vec![1, 2]; swap(&mut v, 0, 1); println!("{v:?}"); }
