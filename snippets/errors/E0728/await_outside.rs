//@ error E0728
async fn price() -> u32 {
    3
}

fn main() {
    println!("{}", price().await); //~ E0728
}
