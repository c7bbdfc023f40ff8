//@ error E0373
use std::future::Future;

fn later(n: usize) -> impl Future<Output = usize> {
    let extra = n + 1;
    async { n + extra }
}

fn main() {
    let _task = later(3);
}
