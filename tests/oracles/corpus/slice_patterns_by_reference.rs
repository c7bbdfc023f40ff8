//@ compiles
fn total(items: &[u32]) -> u32 {
    match items {
        [] => 0,
        [one] => *one,
        [first, .., last] if first == last => *first,
        [first, rest @ ..] => first + total(rest),
    }
}

fn main() {
    let mut pair = [String::from("a"), String::from("b")];
    let [left, right] = &mut pair;
    std::mem::swap(left, right);
    println!("{:?} {}", pair, total(&[1, 2]));
}
