//@ compiles
fn sum(numbers: &[i32]) -> i32 {
    match numbers {
        [] => 0,
        [only] => *only,
        [first, rest @ ..] => first + sum(rest),
    }
}

fn swap_ends(names: &mut [String]) {
    if let [first, .., last] = names {
        std::mem::swap(first, last);
    }
}

fn main() {
    let mut names = [String::from("a"), String::from("b"), String::from("c")];
    swap_ends(&mut names);
    println!("{} {names:?}", sum(&[1, 2, 3]));
    let [one, .., three] = names;
    println!("{one} {three}");
}
