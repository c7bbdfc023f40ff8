//@ compiles
fn by_move(s: String) -> usize {
    let n = s.len();
    n
}
fn by_ref(s: &String) -> usize {
    s.len()
}
fn by_mut(s: &mut String) {
    s.push('!');
}
fn give_back(mut s: String) -> String {
    s.push('?');
    s
}
fn by_copy(mut k: i32) -> i32 {
    k += 1;
    k
}

fn main() {
    let mut a = String::from("abc");
    let n = by_ref(&a);
    by_mut(&mut a);
    let a = give_back(a);
    let k = 5;
    let j = by_copy(k);
    let m = by_move(a);
    println!("{n} {m} {k} {j}");
}
