//@ compiles no_run
fn depth(n: u64) -> u64 {
    if n == u64::MAX { n } else { depth(n + 1) + 1 }
}

fn main() {
    println!("{}", depth(0));
}
