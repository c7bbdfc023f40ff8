//@ compiles
//@ fixes search_may_fail
fn main() {
    let even = [3, 4, 5].into_iter().find(|n| n % 2 == 0);
    println!("{even:?}");
}
