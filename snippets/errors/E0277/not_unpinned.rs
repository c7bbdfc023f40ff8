//@ error E0277
async fn price() -> u32 {
    3
}

fn poll_it(future: impl Future<Output = u32> + Unpin) {
    println!("{}", size_of_val(&future));
}

fn main() {
    poll_it(price()); //~ E0277
}
