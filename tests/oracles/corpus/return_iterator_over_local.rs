//@ error E0597
fn evens() -> impl Iterator<Item = i32> {
    let all = vec![1, 2, 3, 4];
    all.iter().copied().filter(|n| n % 2 == 0)
}
fn main() { println!("{}", evens().count()); }
