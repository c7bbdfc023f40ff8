//@ compiles
async fn pause() {}

async fn job() -> u8 {
    let buffer = [0; 4096];
    pause().await;
    buffer[0]
}

fn main() {
    let held = size_of_val(&job()) > 4096;
    println!("the future holds the buffer: {held}");
}
