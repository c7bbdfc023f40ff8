//@ compiles
fn both(flag: bool) {
    let mut list = vec![1];
    let mut other = vec![2];
    let mut r = &mut list;
    if flag {
        r = &mut other;
        r.push(1);
    }
    r.push(3);
    println!("{other:?}");
}

fn reset(flag: bool) {
    let mut a = 1;
    let r = &mut a;
    *r += 1;
    let mut p = &a;
    let b = 2;
    if flag {
        p = &b;
    }
    println!("{p}");
}

fn main() {
    both(true);
    reset(true);
}
