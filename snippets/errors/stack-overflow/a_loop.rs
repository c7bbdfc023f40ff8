//@ compiles
//@ fixes never_ends
fn depth(n: u64) -> u64 {
    let mut rounds = 0;
    while rounds < n {
        rounds += 1;
    }
    rounds
}

fn main() {
    println!("{}", depth(3_000));
}
