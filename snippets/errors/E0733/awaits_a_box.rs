//@ compiles
//@ fixes awaits_itself
async fn count(n: u32) -> u32 {
    if n == 0 { 0 } else { Box::pin(count(n - 1)).await + 1 }
}

fn main() {
    let future = count(3);
    println!("{} bytes", size_of_val(&future));
}
