//@ error E0594 E0596
fn modify(v: &Vec<i32>) { v.push(1); }
fn bump(n: &i32) { *n += 1; }
fn main() { let v = vec![]; modify(&v); bump(&v[0]); let w = v; w.push(3); }
