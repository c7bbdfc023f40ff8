//@ compiles
//@ fixes awaits_itself
async fn count(n: u32) -> u32 {
    let mut sum = 0;
    for _ in 0..n {
        sum += 1;
    }
    sum
}

fn main() {
    let _future = count(3);
}
