//@ error E0733
async fn count(n: u32) -> u32 { //~ E0733
    if n == 0 { 0 } else { count(n - 1).await + 1 }
}

fn main() {
    let _future = count(3);
}
